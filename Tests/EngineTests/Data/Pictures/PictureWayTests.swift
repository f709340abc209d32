import Base
import Foundation
import Testing

@testable import Engine

/// Pictures step by step beside torchvision's, where the expected values are from.
@Suite struct PictureWayTests {
  private let ramp = Picture(
    channels: 3, height: 3, width: 4, bytes: (0..<36).map { UInt8($0 * 7) })

  private func bytes(_ steps: [PictureStep], of picture: Picture) throws -> Picture {
    guard case .bytes(let picture) = try PictureWay.bytes(picture).taking(steps) else {
      throw PictureStep.Problem("numbers")
    }
    return picture
  }

  private func reason(_ steps: [PictureStep], of picture: Picture) -> String {
    do throws(PictureStep.Problem) {
      _ = try PictureWay.bytes(picture).taking(steps)
      return ""
    } catch {
      return error.reason
    }
  }

  @Test func makesGreyAsPillowDoes() throws {
    // Image.fromarray(ramp).convert("L")
    let grey = try bytes([.grayscale(channels: 1)], of: ramp)
    #expect(grey.bytes == [68, 75, 82, 89, 96, 103, 110, 117, 124, 131, 138, 145])
    #expect(try bytes([.grayscale(channels: 3)], of: ramp).channels == 3)
    #expect(
      try bytes([.grayscale(channels: 1), .rgb], of: ramp).bytes == grey.bytes + grey.bytes
        + grey.bytes)
  }

  @Test func cropsTheMiddleAsTorchvisionDoes() throws {
    // (3 - 2) / 2 and (4 - 1) / 2 are rounded to the even 0 and 2.
    let cropped = try bytes([.centerCrop(height: 2, width: 1)], of: ramp)
    #expect(cropped.bytes == [2, 6, 14, 18, 26, 30].map { UInt8($0 * 7) })
    // The same from above: (5 - 2) / 2 is rounded to 2.
    let column = Picture(channels: 1, height: 5, width: 1, bytes: [0, 1, 2, 3, 4])
    #expect(try bytes([.centerCrop(height: 2, width: 1)], of: column).bytes == [2, 3])
  }

  @Test(arguments: [
    (5, 2, [0, 0, 1, 2, 4, 5, 0, 0, 0, 0]), (2, 6, [0, 1, 2, 3, 0, 0, 0, 4, 5, 6, 0, 0]),
    (3, 4, [1, 2, 3, 0, 4, 5, 6, 0, 0, 0, 0, 0]), (4, 1, [0, 2, 5, 0]), (1, 5, [0, 1, 2, 3, 0]),
  ])
  func putsAMarginAroundWhatIsTooSmall(height: Int, width: Int, expected: [UInt8]) throws {
    let picture = Picture(channels: 1, height: 2, width: 3, bytes: [1, 2, 3, 4, 5, 6])
    let crop = PictureStep.centerCrop(height: height, width: width)
    #expect(try bytes([crop], of: picture).bytes == expected)
    let numbers = PictureWay.numbers([1, 2, 3, 4, 5, 6], channels: 1, height: 2, width: 3)
    #expect(
      try numbers.taking([crop])
        == .numbers(expected.map(Float.init), channels: 1, height: height, width: width))
  }

  /// `Image.resize((4, 1), Image.BILINEAR)` of two pixels.
  @Test func mixesNeighboursWhereItEnlarges() throws {
    let pair = Picture(channels: 1, height: 1, width: 2, bytes: [0, 100])
    #expect(
      try bytes([.resize(.exact(height: 1, width: 4))], of: pair).bytes == [0, 25, 75, 100])
  }

  @Test func keepsTheSidesRatio() {
    func sides(_ height: Int, _ width: Int, shorter: Int) -> [Int] {
      let sides = PictureStep.sides(height, width, shorter: shorter)
      return [sides.0, sides.1]
    }
    #expect(sides(3, 4, shorter: 10) == [10, 13])
    #expect(sides(640, 427, shorter: 256) == [383, 256])
    #expect(sides(5, 5, shorter: 2) == [2, 2])
  }

  @Test func makesBytesOfNumbersRoundingHalvesToTheEvenOne() throws {
    let way = PictureWay.numbers([0, 0.5, 1.5, 2], channels: 1, height: 2, width: 2)
    guard case .bytes(let picture) = try way.taking([.picture(white: 2)]) else {
      return #expect(Bool(false))
    }
    #expect(picture.bytes == [0, 64, 191, 255])
    #expect(throws: PictureStep.Problem.self) { try way.taking([.picture(white: 1)]) }
  }

  @Test func normalizesEachChannel() throws {
    let way = PictureWay.bytes(Picture(channels: 3, height: 1, width: 1, bytes: [0, 51, 255]))
    guard
      case .numbers(let values, 3, 1, 1) = try way.taking([
        .toTensor, .normalize(mean: [0.5, 0.2, 0], std: [0.5, 1, 2]),
      ])
    else { return #expect(Bool(false)) }
    #expect(values == [-1, 0, 0.5])
  }

  @Test func saysWhyAStepDoesNotFit() {
    #expect(
      reason([.normalize(mean: [0], std: [1])], of: ramp)
        == "needs numbers: put it after `to_tensor`")
    #expect(
      reason([.toTensor, .normalize(mean: [0], std: [1])], of: ramp)
        == "needs a mean and a std for each of 3 channels, and has 1 and 1")
    #expect(
      reason([.toTensor, .normalize(mean: [0, 0, 0], std: [1])], of: ramp)
        == "needs a mean and a std for each of 3 channels, and has 3 and 1")
    #expect(
      reason([.toTensor, .toTensor], of: ramp)
        == "makes numbers of a picture, and they are numbers already")
    #expect(
      reason([.toTensor, .grayscale(channels: 1)], of: ramp)
        == "needs a picture, and after `to_tensor` it is none: put it before")
  }
}
