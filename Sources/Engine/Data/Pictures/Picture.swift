import Foundation

/// A picture of bytes, channel by channel: [channels, height, width].
public struct Picture: Sendable, Equatable {
  /// In pixels; 1 or 3 channels.
  public var channels, height, width: Int
  /// One of grey or three of red, green and blue, each line by line.
  public var bytes: [UInt8]

  /// - Parameter bytes: channels × height × width of them.
  public init(channels: Int, height: Int, width: Int, bytes: [UInt8]) {
    (self.channels, self.height, self.width, self.bytes) = (channels, height, width, bytes)
  }

  /// The bytes as other programs have them, [height, width, channels].
  public var interleaved: [UInt8] {
    let size = height * width
    return (0..<bytes.count).map { bytes[$0 % channels * size + $0 / channels] }
  }
}

/// What is known of a picture, or of a tensor made of one, before it is read.
public struct PictureLayout: Sendable, Equatable {
  /// Bytes, or the numbers of a tensor.
  public var isBytes: Bool
  /// 1 of grey, 3 of red, green and blue.
  public var channels: Int
  /// `nil` where pictures differ in size.
  public var height, width: Int?

  public init(isBytes: Bool, channels: Int, height: Int? = nil, width: Int? = nil) {
    (self.isBytes, self.channels) = (isBytes, channels)
    (self.height, self.width) = (height, width)
  }
}
