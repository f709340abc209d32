import Base
import Foundation

@testable import Engine

/// What torchvision's random transforms give behind PyTorch's `DataLoader`.
///
/// `augmentations.json` was written with PyTorch 2.15.0 and torchvision 0.29.2: a data set of small
/// pictures, channel c of pixel (y, x) of picture n being (53n + 41c + 17y + 29x) mod 251, whose
/// `__getitem__` takes the picture through a `Compose`. A `DataLoader` of 7 of them in batches of 3 is gone
/// through twice after `torch.manual_seed`; then three numbers of `torch.rand` say where the generator
/// stands.
struct Augmentations {
  /// A `Compose`, and what comes of it.
  struct Way: Sendable {
    var name: String
    var steps: JSONValue
    var seed, batchSize: Int
    var shuffle: Bool
    /// For each epoch its batches: positions, and numbers as [rows, channels, height, width].
    var epochs: [[(rows: [Int], shape: [Int], values: [Float])]]
    var next: [Float]
  }

  let height, width: Int
  let ways: [Way]
  /// A training of two epochs, with a pass over rows held out and another that nobody looks at.
  let training: JSONValue

  static func read() throws -> Augmentations {
    let json = try JSONReader.value(of: try fixture("augmentations.json"))
    let size = ints(json["size"])
    return Augmentations(
      height: size[0], width: size[1], ways: (json["ways"]?.array ?? []).map(way),
      training: json["training"] ?? .null)
  }

  private static func way(_ json: JSONValue) -> Way {
    Way(
      name: json["name"]?.string ?? "", steps: json["steps"] ?? .null,
      seed: json["seed"]?.int ?? 0, batchSize: json["batch_size"]?.int ?? 0,
      shuffle: json["shuffle"]?.bool ?? false,
      epochs: (json["epochs"]?.array ?? []).map { epoch in
        (epoch.array ?? []).map { batch in
          let bytes = batch["values"]?.string.flatMap { Data(base64Encoded: $0) } ?? Data()
          return (
            ints(batch["rows"]), ints(batch["shape"]),
            bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
          )
        }
      }, next: floats(json["next"]))
  }

  static func ints(_ json: JSONValue?) -> [Int] { json?.array?.compactMap(\.int) ?? [] }

  static func floats(_ json: JSONValue?) -> [Float] {
    json?.array?.compactMap { $0.number.map { Float($0) } } ?? []
  }

  /// Steps as the file has them.
  func compose(_ steps: JSONValue?) throws(PictureStep.Problem) -> PictureCompose {
    var compose = PictureCompose(
      PictureLayout(isBytes: true, channels: 3, height: height, width: width))
    for step in steps?.array ?? [] {
      if step.string == "to_tensor" {
        try compose.append(.toTensor)
      } else if let probability = step["horizontal_flip"]?.number {
        try compose.append(RandomPictureStep.horizontalFlip(probability: probability))
      } else if let probability = step["vertical_flip"]?.number {
        try compose.append(RandomPictureStep.verticalFlip(probability: probability))
      } else if let channels = step["grayscale"]?.int {
        try compose.append(.grayscale(channels: channels))
      } else if let numbers = step["normalize"]?.array {
        try compose.append(
          .normalize(mean: Self.floats(numbers[0]), std: Self.floats(numbers[1])))
      } else {
        let crop = Self.ints(step["crop"])
        try compose.append(
          RandomPictureStep.crop(
            height: crop[0], width: crop[1],
            padding: .init(left: crop[2], top: crop[3], right: crop[4], bottom: crop[5])))
      }
    }
    return compose
  }

  /// The first pictures, [rows, channels, height, width], as the steps leave them that are taken once.
  func pictures(_ rows: Int, _ compose: PictureCompose) throws(PictureStep.Problem) -> Tensor {
    var values: [Float] = []
    for row in 0..<rows {
      let bytes = (0..<3 * height * width).map { place in
        let (pixel, channel) = (place % (height * width), place / (height * width))
        return UInt8((row * 53 + channel * 41 + pixel / width * 17 + pixel % width * 29) % 251)
      }
      let picture = Picture(channels: 3, height: height, width: width, bytes: bytes)
      guard case .numbers(let numbers, _, _, _) = try PictureWay.bytes(picture).taking(compose.once)
      else { continue }
      values += numbers
    }
    return Tensor(shape: [rows, compose.layout.channels, height, width], values: values)
  }

  /// Rows as the training has them: picture n is of class n mod 3.
  func rows(_ count: Int, _ compose: PictureCompose) throws -> LabelledRows {
    LabelledRows(
      inputs: [.numbers(try pictures(count, compose))],
      targets: .indices(Indices(shape: [count], values: (0..<count).map { Int32($0 % 3) })))
  }
}
