import Foundation
import NIOCore
import NIOHTTP1

/// One connection: one request, one answer.
///
/// What does not come within a few seconds, or is too large, ends the connection.
final class LocalConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let bodyLimit: Int
  private let answer: @Sendable (LocalRequest) -> LocalResponse
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var isAnswered = false
  private var deadline: Scheduled<Void>?
  /// Seconds that a browser may take to say what it wants.
  private static let patience: Int64 = 5

  init(bodyLimit: Int, answer: @escaping @Sendable (LocalRequest) -> LocalResponse) {
    (self.bodyLimit, self.answer) = (bodyLimit, answer)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: .seconds(Self.patience)) {
      channel.close(promise: nil)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isAnswered else { return }
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body(let bytes):
      body += bytes.readableBytesView
      if body.count > bodyLimit { send(.plain(.tooLarge), on: context.channel) }
    case .end:
      guard let request = head.flatMap({ LocalRequest($0, body: body) }) else {
        return send(.plain(.badRequest), on: context.channel)
      }
      guard request.isLocal, request.isOwn else {
        return send(.plain(.forbidden), on: context.channel)
      }
      let answer = answer
      send(on: context.channel) { answer(request) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard !isAnswered, error is HTTPParserError else { return context.close(promise: nil) }
    send(.plain(.badRequest), on: context.channel)
  }

  private func send(_ response: LocalResponse, on channel: any Channel) {
    send(on: channel) { response }
  }

  /// Makes an answer and sends it in a thread of its own, as making one may take long.
  private func send(
    on channel: any Channel, _ response: @escaping @Sendable () -> LocalResponse
  ) {
    isAnswered = true
    deadline?.cancel()
    Thread.detachNewThread {
      let response = response()
      let stream = LocalStream(channel)
      var isSent = stream.send(.head(response.head))
      switch response.body {
      case .text(let text): isSent = isSent && stream.send(text)
      case .stream(let follow): if isSent { follow(stream) }
      }
      if isSent, stream.send(.end(nil)) { response.whenSent() }
      channel.close(promise: nil)
    }
  }
}
