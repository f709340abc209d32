import Base
import Foundation
import Records

/// Pictures that `pictures` shows, each with what it is and what a model says.
enum PictureResults {
  /// Bytes that all pictures of a step may have, so that a record that somebody has edited cannot make a
  /// page of any size.
  private static let mostBytes = 4 << 20

  static func view(_ reader: inout ResultReader) -> ResultView? {
    guard let named = reader.take(.pictures)?.object, !named.isEmpty else { return nil }
    var left = mostBytes
    var blocks: [ReportBlock] = []
    var count = 0
    for (_, list) in named.sorted(by: { $0.key < $1.key }) {
      let values = list.array ?? []
      let pictures = values.compactMap { picture($0, &left) }
      count += pictures.count
      if pictures.isEmpty {
        blocks.append([
          .text(values.isEmpty ? "There is no such picture." : "No picture can be shown.")
        ])
      } else {
        blocks.append(
          .pictures(ReportPictures(caption: caption(values, pictures.count), pictures: pictures)))
      }
    }
    return ResultView(gist: NumberText.count(count, "picture"), blocks: blocks)
  }

  /// `nil` for what is no picture.
  private static func picture(_ value: JSONValue, _ left: inout Int) -> ReportPictures.Picture? {
    let shape = (value[.shape]?.array ?? []).compactMap(\.int)
    guard shape.count == 3, let text = value[.pixels]?.string, text.utf8.count <= left,
      let pixels = Data(base64Encoded: text),
      let png = StoredPNG.file(
        pixels: [UInt8](pixels), height: shape[0], width: shape[1], channels: shape[2])
    else { return nil }
    left -= text.utf8.count
    let row = value[.row]?.int.map { "row \($0)" } ?? "a row"
    let (actual, predicted) = (value[.actual]?.string, value[.predicted]?.string)
    var words = [String]()
    var caption: [ReportInline] = []
    if let actual {
      words.append("is \(actual)")
      caption = [.isolated(actual)]
    }
    if let predicted {
      words.append("the model says \(predicted)")
      if let actual {
        caption += [
          .lineBreak, actual == predicted ? "✓ " : .strong(["✗ "]), "says ", .isolated(predicted),
        ]
      } else {
        caption = ["says ", .isolated(predicted)]
      }
    }
    caption += (caption.isEmpty ? [] : [.lineBreak]) + [.note(row)]
    return ReportPictures.Picture(
      png: Data(png).base64EncodedString(),
      alternative: "The picture of \(([row] + words).joined(separator: ", "))", caption: caption)
  }

  private static func caption(_ values: [JSONValue], _ shown: Int) -> String {
    let said = values.filter { $0[.predicted] != nil && $0[.actual] != nil }
    let count = NumberText.count(shown, "picture")
    guard !said.isEmpty else { return count }
    let wrong = said.count { $0[.predicted]?.string != $0[.actual]?.string }
    return "\(count), of which the model gets \(NumberText.count(wrong)) wrong"
  }
}
