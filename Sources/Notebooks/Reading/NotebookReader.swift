import Base
import Files
import Foundation
import Host

/// Reads `.ipynb` files of nbformat 2 to 4.
package enum NotebookReader {
  /// More than any course notebook with all its pictures.
  private static let largestFile = 1 << 30

  /// Reads a notebook file.
  ///
  /// Throws where there is none, it cannot be read, or it is no notebook.
  package static func read(_ path: String) throws(NotebookError) -> Notebook {
    let data: Data
    do throws(NamedFile.Problem) {
      data = try NamedFile.read(
        URL(typed: path), as: path, limit: largestFile, takesPipes: true)
    } catch {
      switch error.kind {
      case .missing: throw NotebookError(.missing, "\(path): there is no such notebook")
      case .unfit: throw NotebookError(.invalid, error.description)
      case .unreadable: throw NotebookError(.unreadable, error.description)
      }
    }
    guard data.count <= largestFile else {
      throw NotebookError(.invalid, "\(path): a notebook may have \(largestFile) bytes at most")
    }
    return try read(data, path: path)
  }

  /// Reads a notebook's bytes; messages call it `path`.
  package static func read(_ data: Data, path: String) throws(NotebookError) -> Notebook {
    func invalid(_ reason: String) -> NotebookError {
      NotebookError(.invalid, "\(path): \(reason)")
    }
    let isEmpty = data.isEmpty || data.elementsEqual([0xEF, 0xBB, 0xBF])
    guard !isEmpty else { throw invalid("the file is empty; a notebook is a JSON object") }
    if let problem = PlaceholderFile.problem(in: data) { throw invalid(problem) }
    let item: JSONItem
    do throws(JSONReader.Failure) {
      // Python's own writer puts NaN and halves of characters into outputs.
      item = try JSONReader.item(of: data, allowingPython: true)
    } catch {
      throw NotebookError(
        .invalid,
        """
        \(path):\(error.line):\(error.column): not JSON, so no notebook: \(error.reason); half a \
        download, or the marks of a merge?
        """)
    }
    let file: NotebookFile
    do throws(NotebookFile.Problem) {
      file = try NotebookFile(item)
    } catch {
      throw invalid(error.text)
    }
    guard let version = file.nbformat else {
      throw invalid("this is JSON but no notebook: it has no `nbformat`")
    }
    guard (2...4).contains(version) else {
      throw invalid(
        """
        nbformat \(version); this reads 2 to 4. \
        `jupyter nbconvert --to notebook --nbformat 4` rewrites it
        """)
    }
    guard let cells = file.cells else {
      throw invalid("this notebook has no `cells`")
    }
    return Notebook(
      cells: try identified(cells, invalid), language: file.language, isExport: file.isExport)
  }

  /// The cells with their ids and positions.
  private static func identified(
    _ cells: [NotebookFileCell], _ invalid: (String) -> NotebookError
  ) throws(NotebookError) -> [Notebook.Cell] {
    var taken: Set<String> = []
    var read: [Notebook.Cell] = []
    for (position, cell) in cells.enumerated() {
      // Colab's own id first: it stays when Jupyter adds one of its own to the file.
      let own = [cell.colabID, cell.id].compactMap { $0 }.first {
        CellID.isValid($0) && !taken.contains($0)
      }
      let id = own ?? String(position)
      guard taken.insert(id).inserted else {
        throw invalid("two cells have the id `\(id)`; give each an id of its own")
      }
      let isHeading = cell.kind == "heading"
      let isText = isHeading || cell.kind == "html" || cell.kind == "markdown"
      let level = String(repeating: "#", count: min(max(cell.level ?? 1, 1), 6))
      read.append(
        Notebook.Cell(
          id: id, hasOwnID: own != nil, position: position,
          kind: isText ? "markdown" : cell.kind == "code" ? "code" : "raw",
          source: isHeading ? "\(level) \(cell.source)" : cell.source, tags: cell.tags,
          printed: cell.printed))
    }
    return read
  }
}

/// What nbformat allows as a cell's id.
enum CellID {
  /// 1 to 64 letters, digits, `-` and `_`; not `none`, which a step without a cell says.
  static func isValid(_ id: String) -> Bool {
    (1...64).contains(id.utf8.count) && id != "none"
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
