import Foundation
import Lessons
import Records

/// Reads `.ipynb` files of nbformat 2 to 4.
public enum NotebookReader {
  /// More than any course notebook with all its pictures.
  private static let largestFile = 1 << 30

  /// Reads a notebook file.
  ///
  /// Throws where there is none, it cannot be read, or it is no notebook.
  public static func read(_ path: String) throws(NotebookError) -> Notebook {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw NotebookError(.missing, "\(path): there is no such notebook")
    }
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    guard !isFolder.boolValue else { throw NotebookError(.invalid, "\(path): this is a folder") }
    guard size <= largestFile else {
      throw NotebookError(.invalid, "\(path): \(size) bytes; a notebook may have \(largestFile)")
    }
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw NotebookError(.unreadable, "\(path): \(FileProblem.text(error))")
    }
    return try read(data, path: path)
  }

  /// Reads a notebook's bytes; messages call it `path`.
  public static func read(_ data: Data, path: String) throws(NotebookError) -> Notebook {
    func invalid(_ reason: String) -> NotebookError {
      NotebookError(.invalid, "\(path): \(reason)")
    }
    let text = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
    if let problem = FileProblem.placeholder(in: data) { throw invalid(problem) }
    guard !text.isEmpty else { throw invalid("the file is empty; a notebook is a JSON object") }
    let file: NotebookFile
    do {
      file = try JSONDecoder().decode(NotebookFile.self, from: Data(text))
    } catch DecodingError.dataCorrupted {
      let place = JSONReader.place(ofErrorIn: String(decoding: text, as: UTF8.self))
      throw NotebookError(
        .invalid,
        """
        \(path):\(place.map { "\($0.line):\($0.column):" } ?? "") not JSON, so no notebook; half a \
        download, or the marks of a merge?
        """)
    } catch let error as DecodingError {
      throw invalid(NotebookProblem.text(error))
    } catch {
      throw invalid("not JSON: \(error)")
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
    let cells = file.cells ?? file.worksheets.map { $0.flatMap(\.cells) }
    guard let cells else {
      throw invalid("this notebook has no `cells`")
    }
    return Notebook(
      cells: try identified(cells, invalid), language: file.metadata?.language,
      isExport: file.metadata?.isExport ?? false)
  }

  /// The cells with their ids and positions.
  private static func identified(
    _ cells: [NotebookFile.Cell], _ invalid: (String) -> NotebookError
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

/// A decoder's error in the words of somebody who looks at the file.
private enum NotebookProblem {
  static func text(_ error: DecodingError) -> String {
    switch error {
    case .dataCorrupted: return "not JSON, so no notebook"
    case .keyNotFound(let key, let context):
      return "no notebook: \(place(context.codingPath)) has no `\(key.stringValue)`"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      guard !context.codingPath.isEmpty else { return "this is JSON but no notebook" }
      return "no notebook: \(place(context.codingPath)) is of the wrong type"
    @unknown default: return "no notebook"
    }
  }

  /// `cells[3].source`.
  private static func place(_ path: [any CodingKey]) -> String {
    path.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += (text.isEmpty ? "" : ".") + key.stringValue
      }
    }
  }
}
