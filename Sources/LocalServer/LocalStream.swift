import Dispatch
import NIOCore
import NIOHTTP1

/// An answer that is being sent, to a browser that may leave at any time.
///
/// Used by one thread, which it lets wait.
package struct LocalStream: Sendable {
  private let channel: any Channel
  private let gone = DispatchSemaphore(value: 0)
  /// Seconds that a browser may take to read what it was sent.
  static let patience: Int64 = 10

  init(_ channel: any Channel) {
    self.channel = channel
    let gone = gone
    channel.closeFuture.whenComplete { _ in gone.signal() }
  }

  /// Sends a text; whether that worked.
  package func send(_ text: String) -> Bool {
    send(.body(.byteBuffer(ByteBuffer(string: text))))
  }

  func send(_ part: HTTPServerResponsePart) -> Bool {
    let channel = channel
    // A browser that reads nothing must not hold the thread for ever.
    let end = channel.eventLoop.scheduleTask(in: .seconds(Self.patience)) {
      channel.close(promise: nil)
    }
    defer { end.cancel() }
    return (try? channel.writeAndFlush(part).wait()) != nil
  }

  /// Waits, but no longer than the browser is there; whether it still is.
  package func wait(milliseconds: Int) -> Bool {
    guard gone.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else { return true }
    gone.signal()
    return false
  }
}
