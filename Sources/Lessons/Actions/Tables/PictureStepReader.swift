import Base
import Engine
import Records

/// Reads the steps that pictures go through.
enum PictureStepReader {
  /// A step with the place where it is written.
  struct Step: Sendable {
    var step: Kind
    var name: String
    var range: SourceRange
  }

  /// When a step is taken.
  enum Kind: Sendable {
    case once(PictureStep)
    case drawn(RandomPictureStep)
  }

  private static let names = [
    "picture", "rgb", "grayscale", "resize", "center_crop", "to_tensor", "normalize",
  ]

  static let type = ArgumentType<[Step]>(
    "a list of steps such as resize: [32, 32]",
    schema: ["type": "array", "minItems": 1, "items": ["type": ["string", "object"]]]
  ) { value, scope throws(ArgumentProblem) in
    guard case .list(let items, _) = value, !items.isEmpty else { throw .wrongType }
    var steps: [Step] = []
    for item in items {
      do throws(ArgumentProblem) {
        steps.append(try step(item, scope))
      } catch {
        throw error.at(item.range)
      }
    }
    return steps
  }

  /// The mean and the std of `normalize` alone.
  static let normalization = ArgumentType<PictureStep>(
    "a mean and a std for each channel: {mean: [0.5], std: [0.5]}",
    schema: [
      "type": "object", "required": ["mean", "std"], "additionalProperties": false,
      "properties": ["mean": ["type": "array"], "std": ["type": "array"]],
    ]
  ) { value, scope throws(ArgumentProblem) in
    try step("normalize", value, scope)
  }

  private static func step(_ item: YAMLValue, _ scope: PlanScope) throws(ArgumentProblem) -> Step {
    let name: Located<String>
    var value: YAMLValue?
    switch item {
    case .scalar(let word, _): name = word
    case .mapping(let pairs, _) where pairs.count == 1:
      (name, value) = (pairs[0].key, pairs[0].value)
    default: throw problem("a step is one word, or one word with a value: resize: [32, 32]")
    }
    do throws(ArgumentProblem) {
      let kind: Kind
      if let random = try randomStep(name.value, value, scope) {
        kind = .drawn(random)
      } else {
        kind = .once(try step(name.value, value, scope))
      }
      return Step(step: kind, name: name.value, range: name.range)
    } catch {
      throw error.at(value?.range ?? name.range)
    }
  }

  private static func step(
    _ name: String, _ value: YAMLValue?, _ scope: PlanScope
  ) throws(ArgumentProblem) -> PictureStep {
    switch name {
    case "rgb" where value == nil: return .rgb
    case "to_tensor" where value == nil: return .toTensor
    case "grayscale":
      let channels = try value.map { value throws(ArgumentProblem) in
        try number(value, "`grayscale` takes 1 or 3 channels", scope)
      }
      guard let channels else { return .grayscale(channels: 1) }
      guard channels == 1 || channels == 3 else {
        throw problem("`grayscale` takes 1 or 3 channels")
      }
      return .grayscale(channels: Int(channels))
    case "resize": return .resize(try size(name, value, scope))
    case "center_crop":
      switch try size(name, value, scope) {
      case .exact(let height, let width): return .centerCrop(height: height, width: width)
      case .shorterSide(let side): return .centerCrop(height: side, width: side)
      }
    case "picture":
      let text = "`picture` takes the number that stands for white: {white: 255}"
      let white = try number(try member("white", of: value, text, scope), text, scope)
      guard white > 0 else { throw problem(text) }
      return .picture(white: white)
    case "normalize":
      let text = "`normalize` takes a mean and a std for each channel: {mean: [0.5], std: [0.5]}"
      let mean = try numbers(
        try member("mean", of: value, others: ["std"], text, scope), text, scope)
      let std = try numbers(
        try member("std", of: value, others: ["mean"], text, scope), text, scope)
      guard std.allSatisfy({ $0 > 0 }) else {
        throw problem("`normalize` divides by std: each is above 0")
      }
      return .normalize(mean: mean.map { Float($0) }, std: std.map { Float($0) })
    case "rgb", "to_tensor": throw problem("`\(name)` takes no value")
    default: throw unknown(name)
    }
  }

  private static func unknown(_ name: String) -> ArgumentProblem {
    guard !otherRandomNames.contains(name) else { return refusal(of: name) }
    return .unknown(
      code: "transform-step", "there is no step `\(name)`", name: name,
      candidates: names + randomNames)
  }

  static func problem(_ message: String) -> ArgumentProblem {
    ArgumentProblem(code: "wrong-type", message: message)
  }

  static let mostPixels = 4096

  static func size(
    _ name: String, _ value: YAMLValue?, _ scope: PlanScope
  ) throws(ArgumentProblem) -> PictureStep.Size {
    let text =
      "`\(name)` takes [HEIGHT, WIDTH] or one number, each a whole number from 1 to \(mostPixels)"
    func extent(_ value: YAMLValue) throws(ArgumentProblem) -> Int {
      guard let extent = try scope.scalar(value).value.int, (1...mostPixels).contains(extent) else {
        throw problem(text)
      }
      return extent
    }
    switch value {
    case .list(let sides, _)? where sides.count == 2:
      return .exact(height: try extent(sides[0]), width: try extent(sides[1]))
    case .scalar?: return .shorterSide(try value.map(extent) ?? 0)
    default: throw problem(text)
    }
  }

  static func member(
    _ name: String, of value: YAMLValue?, others: [String] = [], _ text: String, _ scope: PlanScope
  ) throws(ArgumentProblem) -> YAMLValue {
    guard case .mapping(let pairs, _)? = value,
      pairs.allSatisfy({ ([name] + others).contains($0.key.value) }),
      let found = pairs.first(where: { $0.key.value == name })
    else { throw problem(text) }
    return found.value
  }

  static func number(
    _ value: YAMLValue, _ text: String, _ scope: PlanScope
  ) throws(ArgumentProblem) -> Double {
    guard case .scalar = value, let number = try scope.scalar(value).value.number, number.isFinite
    else { throw problem(text) }
    return number
  }

  private static func numbers(
    _ value: YAMLValue, _ text: String, _ scope: PlanScope
  ) throws(ArgumentProblem) -> [Double] {
    guard case .list(let items, _) = value, !items.isEmpty else { throw problem(text) }
    var numbers: [Double] = []
    for item in items { numbers.append(try number(item, text, scope)) }
    return numbers
  }
}
