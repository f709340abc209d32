/// What a loader draws anew of each picture that it fetches, and does to the numbers that are made once.
public struct PictureAugmentation: Sendable, Equatable {
  /// One of the steps.
  fileprivate struct Step: Sendable, Equatable {
    let step: RandomPictureStep
    /// Of the pictures that it is given.
    let height, width: Int
    /// A pixel that padding adds, [channels, 1, 1]: 0 where the step stands, and then what the steps
    /// behind it make of that.
    var padding: PictureWay
  }

  private var steps: [Step] = []
  /// [channels, height, width] of a picture that is fetched.
  public private(set) var shape: [Int]

  /// - Parameters: of the pictures that the first step is given.
  init(channels: Int, height: Int, width: Int) { shape = [channels, height, width] }

  /// One more step.
  ///
  /// - Parameter isBytes: whether it is given bytes.
  mutating func append(
    _ step: RandomPictureStep, isBytes: Bool
  ) throws(PictureStep.Problem) {
    let (height, width) = try step.size(after: shape[1], shape[2])
    let black: PictureWay =
      isBytes
      ? .bytes(
        Picture(
          channels: shape[0], height: 1, width: 1, bytes: Array(repeating: 0, count: shape[0])))
      : .numbers(
        Array(repeating: 0, count: shape[0]), channels: shape[0], height: 1, width: 1)
    steps.append(Step(step: step, height: shape[1], width: shape[2], padding: black))
    (shape[1], shape[2]) = (height, width)
  }

  /// A step behind those, which takes each pixel alone and is done once, before them.
  ///
  /// - Parameter channels: what it leaves.
  mutating func pass(
    _ step: PictureStep, channels: Int
  ) throws(PictureStep.Problem) {
    for index in steps.indices { steps[index].padding = try steps[index].padding.taking([step]) }
    shape[0] = channels
  }

  /// [channels, height, width] of a picture as the first step is given it.
  private var given: [Int] { [shape[0], steps[0].height, steps[0].width] }

  /// Draws for some pictures, in order, and gives them as they come out.
  ///
  /// - Parameters:
  ///   - positions: which pictures.
  ///   - pictures: [pictures, channels, height, width], made by the steps that are taken once.
  /// - Returns: [positions] + ``shape``.
  public func fetch(
    _ positions: [Int], of pictures: Tensor, _ generator: TorchGenerator
  ) -> Tensor {
    precondition(pictures.shape.dropFirst() == given[...], "\(pictures.shape) for \(given)")
    let fetched = Tensor(uninitialized: [positions.count] + shape)
    let (width, size) = (given.reduce(1, *), shape.reduce(1, *))
    for (place, position) in positions.enumerated() {
      var picture = Array(pictures.values[position * width..<(position + 1) * width])
      for step in steps { step.take(&picture, channels: shape[0], generator) }
      _ = UnsafeMutableBufferPointer(rebasing: fetched.values[place * size..<(place + 1) * size])
        .update(from: picture)
    }
    return fetched
  }

  /// Draws for so many pictures that nobody looks at.
  func skip(_ pictures: Int, _ generator: TorchGenerator) {
    for _ in 0..<pictures {
      for step in steps {
        _ = step.step.draw(height: step.height, width: step.width, generator)
      }
    }
  }
}

extension PictureAugmentation.Step {
  /// Draws for a picture, [channels, height, width], and does it.
  fileprivate func take(_ picture: inout [Float], channels: Int, _ generator: TorchGenerator) {
    let rows = channels * height
    switch step.draw(height: height, width: width, generator) {
    case .asItIs: break
    case .columnsReversed:
      for row in 0..<rows {
        for column in 0..<width / 2 {
          picture.swapAt(row * width + column, (row + 1) * width - 1 - column)
        }
      }
    case .rowsReversed:
      let channel = height * width
      for row in 0..<rows where row % height < height / 2 {
        let start = row / height * channel
        let (upper, lower) = (row % height, height - 1 - row % height)
        for column in 0..<width {
          picture.swapAt(start + upper * width + column, start + lower * width + column)
        }
      }
    case .part(let top, let left): picture = part(of: picture, channels: channels, top, left)
    }
  }

  /// A part of a picture, beyond whose edges padding lies.
  private func part(of picture: [Float], channels: Int, _ top: Int, _ left: Int) -> [Float] {
    guard case .crop(let newHeight, let newWidth, _) = step,
      case .numbers(let padding, _, _, _) = padding
    else { return picture }
    // The columns of the picture that are in the part.
    let columns = max(0, left)..<max(max(0, left), min(width, left + newWidth))
    var part: [Float] = []
    part.reserveCapacity(channels * newHeight * newWidth)
    for channel in 0..<channels {
      for row in top..<top + newHeight {
        let isInside = (0..<height).contains(row) && !columns.isEmpty
        let before = isInside ? columns.lowerBound - left : newWidth
        part.append(contentsOf: repeatElement(padding[channel], count: before))
        guard isInside else { continue }
        let start = (channel * height + row) * width
        part.append(contentsOf: picture[start + columns.lowerBound..<start + columns.upperBound])
        part.append(
          contentsOf: repeatElement(
            padding[channel], count: left + newWidth - columns.upperBound))
      }
    }
    return part
  }
}
