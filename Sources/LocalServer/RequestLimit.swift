import NIOCore

/// Ends a connection that sends more than any request of ours has.
final class RequestLimit: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private var rest: Int

  /// - Parameter limit: in bytes.
  init(_ limit: Int) { rest = limit }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    rest -= unwrapInboundIn(data).readableBytes
    guard rest >= 0 else { return context.close(promise: nil) }
    context.fireChannelRead(data)
  }
}
