import Base
import HandIn
import Records
import Report

/// A class's answers as the page's script reads them.
package enum SheetData {
  /// JSON in which every text is shown as it is, and none acts.
  ///
  /// - Parameters:
  ///   - digest: names the table of marks, for what the browser keeps meanwhile.
  ///   - hasRows: whether the rows of the table of marks are in it, so that the page can write one.
  static func json(_ sheet: MarkingSheet, digest: String, hasRows: Bool) -> JSONValue {
    let several = Set(sheet.questions.map(\.lesson)).count > 1
    return [
      "title": .string(VisibleText.of(sheet.title)), "digest": .string(digest),
      "columns": .array(MarksFile.allColumns.map(JSONValue.string)),
      "leftOut": .array(sheet.leftOut.map { .string(VisibleText.of($0)) }),
      "questions": .array(sheet.questions.map { question($0, several) }),
      "cells": .array(sheet.cells.map { cell($0, hasRows: hasRows) }),
    ]
  }

  private static func question(_ question: MarkingSheet.Question, _ several: Bool) -> JSONValue {
    let lesson = several ? "\(OneLine.of(question.lesson)), " : ""
    return [
      "name": .string("\(lesson)Question \(question.number): \(OneLine.of(question.id))"),
      "points": question.points.map(JSONValue.number) ?? .null,
      "content": .string(HTMLFragment.text(question.content)),
      "answer": .string(HTMLFragment.text(question.answer)),
      "items": .array(
        question.items.map { ["name": .string($0.name), "points": .number($0.points)] }),
    ]
  }

  private static func cell(_ cell: MarkingSheet.Cell, hasRows: Bool) -> JSONValue {
    var members = entry(cell.entry).object ?? [:]
    members["id"] = .string(cell.id)
    members["question"] = .int(cell.question)
    members["who"] = .string(VisibleText.of(cell.who))
    members["number"] = .string(VisibleText.of(cell.number))
    members["text"] = .string(VisibleText.of(cell.text))
    members["automatic"] = cell.automatic.points.map(JSONValue.number) ?? .null
    members["said"] = .string("Automatic: \(Words.state(cell.automatic)).")
    members["notes"] = .array(cell.notes.map { .string(VisibleText.of($0)) })
    members["isForAnother"] = .bool(cell.row.isForAnother)
    if hasRows {
      var row = cell.row.values
      row["answer"] = cell.row.answer
      members["row"] = .object(row.mapValues(JSONValue.string))
    }
    return .object(members)
  }

  /// What is typed for an answer.
  static func entry(_ entry: MarksFile.Entry) -> JSONValue {
    [
      "points": .string(entry.points), "remark": .string(entry.remark),
      "items": .string(entry.items),
    ]
  }

  /// The same from what a page sends; `nil` for anything else.
  static func entry(_ value: JSONValue?) -> MarksFile.Entry? {
    guard let points = value?["points"]?.string, let remark = value?["remark"]?.string,
      let items = value?["items"]?.string
    else { return nil }
    return MarksFile.Entry(points: points, remark: remark, items: items)
  }

  /// The page as one file, in which marks are kept by the browser and saved as a table.
  package static func page(_ sheet: MarkingSheet) throws -> String {
    let cells = sheet.cells.map { JSONValue.string($0.id) }
    let digest = try CanonicalJSON.sha256(.array(cells))
    let text = try CanonicalJSON.text(json(sheet, digest: digest, hasRows: true))
    // Nothing in it may end the element that it stands in.
    return MarkingShell.page(carrying: text.replacing("<", with: "\\u003c"))
  }
}
