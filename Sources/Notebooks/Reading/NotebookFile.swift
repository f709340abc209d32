import Base

/// The parts of a notebook's JSON that are read; everything else in it is passed over, whatever it
/// is.
struct NotebookFile {
  /// Why JSON is no notebook, without the file's name.
  struct Problem: Error {
    var text: String
  }

  var nbformat: Int?
  var cells: [NotebookFileCell]?
  /// The language of the notebook's code.
  var language: String?
  /// Whether this program wrote it.
  var isExport: Bool

  /// Reads a notebook's JSON.
  ///
  /// - Throws: for what is none; the cells of a version that is not read are not looked at.
  init(_ item: JSONItem) throws(Problem) {
    guard item.members != nil else { throw Problem(text: "this is JSON but no notebook") }
    nbformat = item["nbformat"]?.integer
    if let given = item["nbformat"], nbformat == nil, given != .null {
      throw Problem(text: "no notebook: nbformat is of the wrong type")
    }
    let metadata = item["metadata"]
    language =
      metadata?["language_info"]?["name"]?.text ?? metadata?["kernelspec"]?["language"]?.text
    isExport = metadata?["lesson"].map { $0 != .null } ?? false
    guard let nbformat, (2...4).contains(nbformat) else { return }
    if let list = item["cells"] {
      cells = try Self.cells(list, at: "cells")
    } else if let sheets = item["worksheets"] {
      // Where nbformat 2 and 3 keep the cells.
      guard let sheets = sheets.items else {
        throw Problem(text: "no notebook: worksheets is of the wrong type")
      }
      var all: [NotebookFileCell] = []
      for (index, sheet) in sheets.enumerated() {
        guard let list = sheet["cells"] else {
          throw Problem(text: "no notebook: worksheets[\(index)] has no `cells`")
        }
        all += try Self.cells(list, at: "worksheets[\(index)].cells")
      }
      cells = all
    }
  }

  private static func cells(
    _ list: JSONItem, at place: String
  ) throws(Problem) -> [NotebookFileCell] {
    guard let items = list.items else {
      throw Problem(text: "no notebook: \(place) is of the wrong type")
    }
    var cells: [NotebookFileCell] = []
    for (index, item) in items.enumerated() {
      cells.append(try NotebookFileCell(item, at: "\(place)[\(index)]"))
    }
    return cells
  }
}
