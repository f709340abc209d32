import Foundation
import Records

/// Finds the result that a figure on a page was written from.
enum ResultSearch {
  /// The path of the one result that is written so; `nil` where there is none, or several.
  static func path(of text: String, in step: StepRecord) -> String? {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty, text.utf8.count <= 200 else { return nil }
    let exact = paths(in: step) { value in
      switch value {
      case .number(let number): CanonicalJSON.number(number) == text
      case .string(let string): string == text
      default: false
      }
    }
    if exact.count == 1 { return exact[0] }
    guard exact.isEmpty, let written = Written(text) else { return nil }
    let rounded = paths(in: step) { value in value.number.map(written.canBe) ?? false }
    return rounded.count == 1 ? rounded[0] : nil
  }

  /// A number as a page writes it: with decimals, commas between thousands, or in per cent.
  private struct Written {
    var text: String
    var places: Int
    var scale: Double

    init?(_ text: String) {
      let isPercent = text.hasSuffix("%")
      let plain = text.replacing("%", with: "").replacing(",", with: "").replacing(" ", with: "")
      guard let number = Double(plain), number.isFinite else { return nil }
      let point = plain.firstIndex(of: ".").map { plain.distance(from: $0, to: plain.endIndex) - 1 }
      places = min(point ?? 0, 17)
      scale = isPercent ? 100 : 1
      self.text = String(format: "%.\(places)f", number)
    }

    func canBe(_ value: Double) -> Bool {
      String(format: "%.\(places)f", value * scale) == text
    }
  }

  private static func paths(in step: StepRecord, where holds: (JSONValue) -> Bool) -> [String] {
    var paths: [String] = []
    visit(.object(step.results), at: step.id) { path, value in
      if paths.count < 2, holds(value) { paths.append(path) }
    }
    return paths
  }

  /// Calls for every value that is no list and no object, in a fixed order.
  static func visit(_ value: JSONValue, at path: String, _ body: (String, JSONValue) -> Void) {
    switch value {
    case .array(let items):
      for (index, item) in items.enumerated() { visit(item, at: "\(path)[\(index)]", body) }
    case .object(let members):
      for (key, member) in members.sorted(by: { $0.key < $1.key }) {
        visit(member, at: "\(path).\(key)", body)
      }
    default: body(path, value)
    }
  }
}
