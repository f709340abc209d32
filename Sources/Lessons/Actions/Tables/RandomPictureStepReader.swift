import Engine
import Records

/// Reads the steps that draw anew each time that a picture is fetched.
extension PictureStepReader {
  /// The names of such steps, as torchvision's classes have them.
  static let randomNames = ["random_horizontal_flip", "random_vertical_flip", "random_crop"]

  /// torchvision's other transforms that draw: they change more than where a pixel lies.
  static let otherRandomNames = [
    "random_resized_crop", "random_rotation", "random_affine", "random_perspective",
    "random_erasing", "random_grayscale", "random_invert", "random_posterize", "random_solarize",
    "random_adjust_sharpness", "random_autocontrast", "random_equalize", "random_apply",
    "random_choice", "random_order", "color_jitter", "gaussian_blur", "elastic_transform",
    "auto_augment", "rand_augment", "trivial_augment_wide", "aug_mix",
  ]

  /// Why one of ``otherRandomNames`` is none that a lesson can say.
  static func refusal(of name: String) -> ArgumentProblem {
    ArgumentProblem(
      code: "transform-step",
      message: """
        `\(name)` makes other numbers of a picture each time, and here they are made once, before training
        """,
      notes: ["what moves whole pixels can be drawn anew: " + randomNames.joined(separator: ", ")])
  }

  /// One of ``randomNames`` with its value; `nil` for another name.
  static func randomStep(
    _ name: String, _ value: YAMLValue?, _ scope: PlanScope
  ) throws(ArgumentProblem) -> RandomPictureStep? {
    switch name {
    case "random_horizontal_flip":
      return .horizontalFlip(probability: try probability(name, value, scope))
    case "random_vertical_flip":
      return .verticalFlip(probability: try probability(name, value, scope))
    case "random_crop": return try crop(value, scope)
    default: return nil
    }
  }

  private static func probability(
    _ name: String, _ value: YAMLValue?, _ scope: PlanScope
  ) throws(ArgumentProblem) -> Double {
    guard let value else { return 0.5 }
    let text = "`\(name)` takes a probability from 0 to 1; alone it means 0.5"
    let probability = try number(value, text, scope)
    guard (0...1).contains(probability) else { throw problem(text) }
    return probability
  }

  private static func crop(
    _ value: YAMLValue?, _ scope: PlanScope
  ) throws(ArgumentProblem) -> RandomPictureStep {
    var (sides, around) = (value, RandomPictureStep.Padding())
    if case .mapping(let members, _)? = value {
      let text = """
        `random_crop` takes a size, and may have a padding of zeros: {size: [32, 32], padding: 4}
        """
      sides = try member("size", of: value, others: ["padding"], text, scope)
      if let padding = members.first(where: { $0.key.value == "padding" })?.value {
        around = try self.padding(padding, scope)
      }
    }
    switch try size("random_crop", sides, scope) {
    case .exact(let height, let width): return .crop(height: height, width: width, padding: around)
    case .shorterSide(let side): return .crop(height: side, width: side, padding: around)
    }
  }

  /// One number, two (left and right, top and bottom) or four (left, top, right, bottom), as torchvision
  /// takes them.
  private static func padding(
    _ value: YAMLValue, _ scope: PlanScope
  ) throws(ArgumentProblem) -> RandomPictureStep.Padding {
    let text = """
      `padding` takes one number, two (left and right, top and bottom) or four (left, top, right, bottom), \
      each a whole number from 0 to \(mostPixels)
      """
    let items: [YAMLValue] = if case .list(let items, _) = value { items } else { [value] }
    var sides: [Int] = []
    for item in items {
      guard case .scalar = item, let side = try scope.scalar(item).value.int,
        (0...mostPixels).contains(side)
      else { throw problem(text).at(item.range) }
      sides.append(side)
    }
    switch sides.count {
    case 1: return .init(sides[0])
    case 2: return .init(left: sides[0], top: sides[1], right: sides[0], bottom: sides[1])
    case 4: return .init(left: sides[0], top: sides[1], right: sides[2], bottom: sides[3])
    default: throw problem(text).at(value.range)
    }
  }
}
