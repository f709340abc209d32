import Lessons
import Records

/// A lesson beside the notebook that it mirrors: which cells have a step, and what has changed.
package struct NotebookMirror: Sendable, Equatable {
  package enum Change: String, Sendable { case same, changed, new, gone }

  /// One cell.
  package struct Entry: Sendable, Equatable {
    package var id: String
    package var kind: String
    /// Its place in the notebook, `nil` where it is gone.
    package var position: Int?
    /// Its place in the lesson's list, `nil` where it is new.
    package var formerPosition: Int?
    package var change: Change
    package var isMoved: Bool
    /// The steps that mirror it.
    package var steps: [String]
    /// The digest that the lesson's list has for it.
    package var formerDigest: String?
    /// Its text now; empty where it is gone.
    package var source: String

    /// A code cell that no step mirrors.
    package var isUnmirrored: Bool { kind == "code" && change != .gone && steps.isEmpty }

    /// Whether lesson and notebook agree on it.
    package var agrees: Bool { change == .same && !isMoved && !isUnmirrored }
  }

  /// Cells in the order of the notebook, those that are gone where they were.
  package var entries: [Entry]
  /// Steps that mirror a cell which the notebook does not have, with what they call it.
  package var strays: [Stray]

  package struct Stray: Sendable, Equatable {
    package var step: String
    package var cell: String
  }

  package var agrees: Bool { strays.isEmpty && entries.allSatisfy(\.agrees) }

  /// What agrees once the list is written anew.
  package var agreesButForList: Bool {
    strays.isEmpty
      && !entries.contains { $0.isUnmirrored || ($0.change == .gone && !$0.steps.isEmpty) }
  }

  /// Compares a lesson with a notebook.
  ///
  /// - Parameter list: the lesson's list of cells; `nil` where it has none, and then every cell is
  ///   new.
  package init(_ lesson: ParsedLesson, list: [NotebookCell]?, notebook: Notebook) {
    let list = list ?? []
    let cells = notebook.cells
    let matching = CellMatching(list: list, notebook: cells)
    let steps = lesson.blocks.compactMap { block -> Stray? in
      guard case .step(let step) = block, let cell = step.cell, cell.value != "none" else {
        return nil
      }
      return Stray(step: step.id.value, cell: cell.value)
    }
    // What a step names is a cell of the list, or of a notebook that has gone on.
    var byOld: [Int: [String]] = [:]
    var byNew: [Int: [String]] = [:]
    strays = []
    for step in steps {
      let old =
        list.firstIndex { $0.id == step.cell }
        ?? list.firstIndex { String($0.position) == step.cell }
      if let old {
        byOld[old, default: []].append(step.step)
      } else if let new = cells.firstIndex(where: { $0.id == step.cell })
        ?? (list.isEmpty ? cells.firstIndex { String($0.position) == step.cell } : nil)
      {
        byNew[new, default: []].append(step.step)
      } else {
        strays.append(step)
      }
    }
    entries = cells.enumerated().map { index, cell in
      let old = matching.former[index]
      return Entry(
        id: cell.id, kind: cell.kind, position: index,
        formerPosition: old.map { list[$0].position },
        change: old.map { list[$0].sha256 == cell.sha256 ? .same : .changed } ?? .new,
        isMoved: matching.moved.contains(index),
        steps: (old.flatMap { byOld[$0] } ?? []) + (byNew[index] ?? []),
        formerDigest: old.map { list[$0].sha256 }, source: cell.source)
    }
    for (index, cell) in list.enumerated() where !matching.former.contains(index) {
      let entry = Entry(
        id: cell.id, kind: cell.kind, position: nil, formerPosition: cell.position, change: .gone,
        isMoved: false, steps: byOld[index] ?? [], formerDigest: cell.sha256, source: "")
      let before = entries.lastIndex { ($0.formerPosition ?? .max) < cell.position }
      entries.insert(entry, at: before.map { $0 + 1 } ?? 0)
    }
  }
}

extension NotebookMirror {
  /// The list with marks: `=` as it was, `~` changed, `+` new, `-` gone, `>` moved.
  package func lines() -> [String] {
    let width = entries.map(\.id.count).max() ?? 0
    return entries.map { entry in
      let place = (entry.position ?? entry.formerPosition).map(String.init) ?? ""
      let id = entry.id + String(repeating: " ", count: width - entry.id.count)
      let kind = entry.kind + String(repeating: " ", count: max(0, 8 - entry.kind.count))
      let number = String(repeating: " ", count: max(0, 4 - place.count)) + place
      var notes: [String] = entry.steps
      if entry.isUnmirrored { notes.append("not mirrored by a step") }
      if entry.isMoved, let former = entry.formerPosition { notes.append("was cell \(former)") }
      let line = "\(number) \(entry.mark) \(kind)  \(id)  \(notes.joined(separator: ", "))"
      return String(line.reversed().drop { $0 == " " }.reversed())
    } + strays.map { "step \($0.step): the notebook has no cell \($0.cell)" }
  }

  /// One line: how many of what.
  package func summary() -> String {
    func count(_ change: Change) -> Int { entries.count { $0.change == change } }
    var parts = [
      (count(.changed), "changed"), (count(.new), "new"), (count(.gone), "gone"),
      (entries.count { $0.isMoved }, "moved"), (entries.count { $0.isUnmirrored }, "not mirrored"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    if !strays.isEmpty { parts.append("\(strays.count) steps for no cell") }
    return parts.isEmpty
      ? "nothing has changed, every code cell is mirrored" : parts.joined(separator: ", ")
  }

  /// The comparison for other programs; `differences` are texts by the cell's id.
  package func json(lesson: String, notebook: String, differences: [String: String]) -> JSONValue {
    [
      "lesson": .string(lesson), "notebook": .string(notebook), "agrees": .bool(agrees),
      "cells": .array(
        entries.map { entry in
          var object: [String: JSONValue] = [
            "id": .string(entry.id), "kind": .string(entry.kind),
            "change": .string(entry.change.rawValue), "moved": .bool(entry.isMoved),
            "steps": .array(entry.steps.map(JSONValue.string)),
            "position": entry.position.map(JSONValue.int) ?? .null,
            "former_position": entry.formerPosition.map(JSONValue.int) ?? .null,
          ]
          if let text = differences[entry.id] { object["difference"] = .string(text) }
          return .object(object)
        }),
      "strays": .array(strays.map { ["step": .string($0.step), "cell": .string($0.cell)] }),
    ]
  }
}

extension NotebookMirror.Entry {
  fileprivate var mark: String {
    switch change {
    case .same: isMoved ? ">" : "="
    case .changed: "~"
    case .new: "+"
    case .gone: "-"
    }
  }
}
