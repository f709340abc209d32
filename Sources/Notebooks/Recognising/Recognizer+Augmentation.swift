/// torchvision's transforms that draw anew each time that a picture is read.
extension Recognizer {
  /// `RandomHorizontalFlip(p)` and the like; `nil` for none that a lesson has a word for.
  func randomTransform(_ name: String, _ arguments: CallArguments) -> Meaning? {
    switch name {
    case "RandomHorizontalFlip": flip("random_horizontal_flip", name, arguments)
    case "RandomVerticalFlip": flip("random_vertical_flip", name, arguments)
    case "RandomCrop": randomCrop(arguments)
    default: nil
    }
  }

  private func flip(_ step: String, _ name: String, _ arguments: CallArguments) -> Meaning {
    guard let bound = bound("`\(name)`", arguments, ["p"]) else { return .broken }
    switch bound["p"].map({ meaning($0) }) {
    case nil: return .transform([step])
    case .number(let text)?: return .transform(["\(step): \(text)"])
    default:
      problem("`\(name)` with a probability that is no constant")
      return .broken
    }
  }

  private func randomCrop(_ arguments: CallArguments) -> Meaning {
    guard
      let bound = bound(
        "`RandomCrop`", arguments, ["size", "padding", "pad_if_needed", "fill", "padding_mode"])
    else { return .broken }
    let usual: [(name: String, value: Meaning)] = [
      ("pad_if_needed", .truth(false)), ("fill", .number("0")), ("padding_mode", .text("constant")),
    ]
    for (name, value) in usual {
      if let given = bound[name], meaning(given) != value {
        problem("`RandomCrop` with `\(name)`")
        return .broken
      }
    }
    guard let size = bound["size"].flatMap({ Self.wholes(meaning($0)) }), size.count < 3 else {
      problem("`RandomCrop` to a size that is no constant")
      return .broken
    }
    let sides = "[\(size[0]), \(size[size.count - 1])]"
    switch bound["padding"].map({ meaning($0) }) {
    case nil, Meaning.none?: return .transform(["random_crop: \(sides)"])
    case let padding?:
      guard let pixels = Self.wholes(padding), [1, 2, 4].contains(pixels.count) else {
        problem("`RandomCrop` with a padding that is no constant")
        return .broken
      }
      let text = pixels.count == 1 ? "\(pixels[0])" : "\(pixels)"
      return .transform(["random_crop: {size: \(sides), padding: \(text)}"])
    }
  }

  /// One whole number, or a list of some.
  private static func wholes(_ meaning: Meaning) -> [Int]? {
    let items: [Meaning] = if case .list(let items) = meaning { items } else { [meaning] }
    let numbers = items.compactMap { if case .number(let text) = $0 { Int(text) } else { nil } }
    return numbers.count == items.count && !numbers.isEmpty ? numbers : nil
  }
}
