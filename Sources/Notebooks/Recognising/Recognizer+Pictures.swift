/// Folders of pictures, torchvision's data sets, and what is done to a picture.
extension Recognizer {
  /// `transforms.Resize(32)` and the like; `nil` for none.
  func transform(_ path: String, _ arguments: CallArguments) -> Meaning? {
    let prefix = "torchvision.transforms."
    guard path.hasPrefix(prefix) else { return nil }
    let name = String(path.dropFirst(prefix.count))
    switch name {
    case "Compose":
      guard let bound = bound("`Compose`", arguments, ["transforms"]),
        case .list(let items) = bound["transforms"].map({ contents(meaning($0)) })
      else { return .broken }
      var steps: [String] = []
      for item in items {
        guard case .transform(let more) = item else { return .broken }
        steps += more
      }
      return .transform(steps)
    case "ToTensor":
      return bound("`ToTensor`", arguments, []) == nil ? .broken : .transform(["to_tensor"])
    case "Resize", "CenterCrop":
      guard let bound = bound("`\(name)`", arguments, ["size"]),
        let size = bound["size"].map({ meaning($0) }), let text = Self.size(size)
      else {
        problem("`\(name)` to a size that is no constant")
        return .broken
      }
      return .transform(["\(name == "Resize" ? "resize" : "center_crop"): \(text)"])
    case "Grayscale":
      guard let bound = bound("`Grayscale`", arguments, ["num_output_channels"]) else {
        return .broken
      }
      switch bound["num_output_channels"].map({ meaning($0) }) {
      case nil, .number("1")?: return .transform(["grayscale"])
      case .number("3")?: return .transform(["grayscale: 3"])
      default: return .broken
      }
    case "Normalize":
      guard let bound = bound("`Normalize`", arguments, ["mean", "std"]),
        let mean = bound["mean"].flatMap({ Self.numbers(meaning($0)) }),
        let deviation = bound["std"].flatMap({ Self.numbers(meaning($0)) })
      else {
        problem("`Normalize` by something else than constants")
        return .broken
      }
      return .transform([
        "normalize: \(mean.joined(separator: " "))/\(deviation.joined(separator: " "))"
      ])
    default:
      if let drawn = randomTransform(name, arguments) { return drawn }
      problem(
        name.hasPrefix("Random") || name.hasPrefix("Color") || name.hasPrefix("Auto")
          ? "`\(name)`, which makes other numbers of a picture each time; a lesson draws flips and crops alone"
          : "a call of `\(path)`")
      _ = computed(arguments)
      return .broken
    }
  }

  private static func size(_ meaning: Meaning) -> String? {
    switch meaning {
    case .number(let text): Int(text).map { "\($0)" }
    case .list(let items):
      numbers(.list(items)).flatMap {
        $0.count == 2 && $0.allSatisfy { Int($0) != nil } ? "[\($0[0]), \($0[1])]" : nil
      }
    default: nil
    }
  }

  private static func numbers(_ meaning: Meaning) -> [String]? {
    let items: [Meaning] = if case .list(let items) = meaning { items } else { [meaning] }
    let texts = items.compactMap { if case .number(let text) = $0 { text } else { nil } }
    return texts.count == items.count && !texts.isEmpty ? texts : nil
  }

  /// `ImageFolder(root, transform)`, and torchvision's data sets by their names.
  func pictures(_ path: String, _ arguments: CallArguments) -> Meaning? {
    let prefix = "torchvision.datasets."
    guard path.hasPrefix(prefix) else { return nil }
    let name = String(path.dropFirst(prefix.count))
    if name == "ImageFolder" { return folder(arguments) }
    guard let known = KnownData.pictures[name] else { return nil }
    guard
      let bound = bound(
        "`\(name)`", arguments, ["root", "train", "transform"], ["download"]),
      isTruth(bound["download"])
    else { return .broken }
    var part = "train"
    switch bound["train"].map({ meaning($0) }) {
    case nil, .truth(true)?: break
    case .truth(false)?: part = "test"
    default:
      problem("`\(name)` of a part that is no constant")
      return .broken
    }
    let steps = bound["transform"].map { meaning($0) } ?? Meaning.none
    let table = picturePart(of: known.name, root: known.name, part)
    tables[table]?.classes = known.classes
    tables[table]?.rows = part == "train" ? known.train : known.test
    return pictures(
      table, known.sample[0] == 1 ? "grayscale" : "rgb", known.sample, steps, classes: known.classes
    )
  }

  private func folder(_ arguments: CallArguments) -> Meaning {
    guard let bound = bound("`ImageFolder`", arguments, ["root", "transform"]),
      let root = bound["root"], case .text(let text) = meaning(root)
    else {
      problem("an `ImageFolder` whose folder is no constant")
      return .broken
    }
    let parts = text.split(separator: "/").map(String.init)
    let isPlain = parts.suffix(2).allSatisfy { part in
      part.utf8.allSatisfy { byte in
        byte < 0x80
          && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
            || "-_.".utf8.contains(byte))
      } && !part.hasPrefix(".")
    }
    guard parts.count > 1, isPlain,
      ["train", "val", "valid", "validation", "test"].contains(parts[parts.count - 1])
    else {
      problem("an `ImageFolder` that is no part of a folder with `train`, `val` and `test`")
      return .broken
    }
    let steps = bound["transform"].map { meaning($0) } ?? Meaning.none
    let table = picturePart(
      of: parts[parts.count - 2], root: parts.dropLast().joined(separator: "/"),
      parts[parts.count - 1])
    return pictures(table, "rgb", nil, steps, classes: nil)
  }

  /// One of the parts that pictures come in, as a table.
  private func picturePart(of name: String, root: String, _ part: String) -> String {
    let whole: String
    if let known = pictureSets[root] {
      whole = known.table
    } else {
      whole = newName("pictures")
      pictureSets[root] = (whole, actions.count + 1, [])
      tables[whole] = TableInfo()
      emit(
        DraftAction(
          "dataset", .setting("data", .word(name)), [DraftArgument("as", .word(whole))]))
      emit(DraftAction("split", .word(whole)))
    }
    let rows = newName("\(part)_rows")
    pictureSets[root]?.parts.append(DraftEntry(rows, .word(part)))
    if let set = pictureSets[root], actions.indices.contains(set.action) {
      actions[set.action].set("parts", .entries(set.parts))
    }
    addPart(rows, of: whole, rows: nil)
    return rows
  }

  private func pictures(
    _ table: String, _ mode: String, _ sample: [Int]?, _ steps: Meaning, classes: Int?
  ) -> Meaning {
    tables[table]?.classes = classes
    guard case .transform(let names) = steps else {
      if steps == Meaning.none {
        tables[table]?.isRaw = true
      } else if steps != .broken {
        problem("pictures that go another way than through `transforms`")
      }
      return steps == Meaning.none ? rows(table) : .broken
    }
    var (channels, extent) = (mode == "rgb" ? 3 : 1, sample.map { [$0[1], $0[2]] })
    var lines = [mode]
    // Pictures of a data set that is known have one size anyway, and others are to be put in their place.
    if let extent, !names.contains(where: { $0.hasPrefix("resize") }) {
      lines.append("resize: [\(extent[0]), \(extent[1])]")
    }
    var isDrawn = false
    for name in names {
      let parts = name.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
      switch parts[0] {
      case "resize" where isDrawn, "center_crop" where isDrawn:
        problem("pictures that are drawn anew, and then resized or cropped")
        return .broken
      case "random_horizontal_flip", "random_vertical_flip", "random_crop":
        guard extent != nil else {
          problem("pictures of several sizes that are drawn anew")
          return .broken
        }
        isDrawn = true
        if parts[0] == "random_crop" {
          extent = parts[1].split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
        }
      case "grayscale": channels = parts.count > 1 ? 3 : 1
      case "resize", "center_crop":
        let sizes = parts[1].split { !$0.isNumber }.compactMap { Int($0) }
        let isSquare = sizes.count == 1 && parts[0] == "center_crop"
        let side = sizes.count == 1 && extent.map { $0[0] == $0[1] } ?? false
        extent = sizes.count == 2 ? sizes : isSquare || side ? [sizes[0], sizes[0]] : nil
      case "normalize":
        let both = parts[1].split(separator: "/").map { $0.split(separator: " ").map(String.init) }
        guard both.count == 2 else { return .broken }
        let all = both.map { $0.count == 1 ? Array(repeating: $0[0], count: channels) : $0 }
        guard all.allSatisfy({ $0.count == channels }) else {
          problem("`Normalize` with more or fewer numbers than channels")
          return .broken
        }
        lines.append(
          "normalize: {mean: [\(all[0].joined(separator: ", "))], std: [\(all[1].joined(separator: ", "))]}"
        )
        continue
      default: break
      }
      lines.append(name)
    }
    guard names.contains("to_tensor") else {
      problem("pictures that no `ToTensor` makes numbers of")
      return .broken
    }
    tables[table]?.sample = extent.map { [channels] + $0 }
    emit(
      DraftAction(
        "transform", .word(table), [DraftArgument("steps", .block(lines.map { .word($0) }))]))
    return rows(table)
  }

  private func rows(_ table: String) -> Meaning {
    .rowset(
      Rowset(
        inputs: Cells(table: table, part: .inputs, number: .float, form: .tensor),
        target: Cells(table: table, part: .target, number: .whole, form: .tensor, shape: .flat)))
  }
}
