import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Serves pages to a browser on the same machine, at the loopback address.
///
/// HTTP is SwiftNIO's. What is ours is who gets an answer: whoever asked this machine by its own name,
/// with one request a connection, of a bounded size and within a few seconds, and from no page of
/// another origin.
package final class LocalServer: Sendable {
  /// Why nothing can be served.
  package struct Problem: Error, Equatable {
    package var message: String
  }

  private let channel: any Channel
  /// Where it listens on 127.0.0.1.
  package let port: Int
  private static let mostConnections = 16
  /// Bytes of a request without its body.
  private static let headLimit = 16 << 10

  /// One thread for all connections of all servers, which takes nothing from a run.
  ///
  /// It lives as long as the program.
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  private struct Busy: Error {}

  /// Starts to serve.
  ///
  /// - Parameters:
  ///   - port: 0 for any that is free.
  ///   - bodyLimit: bytes that a request's body may have.
  ///   - answer: called in a thread of its own for each request.
  /// - Throws: where this machine does not let it.
  package init(
    port: Int = 0, bodyLimit: Int = 0,
    answer: @escaping @Sendable (LocalRequest) -> LocalResponse
  ) throws(Problem) {
    let counter = Counter()
    let bootstrap = ServerBootstrap(group: Self.group)
      .serverChannelOption(.backlog, value: 16)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        guard counter.enter() else { return channel.eventLoop.makeFailedFuture(Busy()) }
        channel.closeFuture.whenComplete { _ in counter.leave() }
        return channel.eventLoop.makeCompletedFuture {
          try Self.configure(channel, bodyLimit: bodyLimit, answer: answer)
        }
      }
    do {
      let address = try SocketAddress(ipAddress: "127.0.0.1", port: port)
      channel = try bootstrap.bind(to: address).wait()
    } catch {
      let place = port == 0 ? "127.0.0.1" : "127.0.0.1:\(port)"
      throw Problem(message: "no place on \(place): \(error)")
    }
    self.port = channel.localAddress?.port ?? port
  }

  private static func configure(
    _ channel: any Channel, bodyLimit: Int,
    answer: @escaping @Sendable (LocalRequest) -> LocalResponse
  ) throws {
    var encoding = HTTPResponseEncoder.Configuration()
    // A connection ends with its answer, which needs no frame of its own then.
    encoding.automaticallySetFramingHeaders = false
    let handlers = channel.pipeline.syncOperations
    try handlers.addHandler(RequestLimit(headLimit + bodyLimit))
    try handlers.configureHTTPServerPipeline(
      withPipeliningAssistance: false, withErrorHandling: false,
      withEncoderConfiguration: encoding)
    try handlers.addHandler(LocalConnection(bodyLimit: bodyLimit, answer: answer))
  }

  /// Takes no further connections; whoever has one gets the rest of the answer.
  package func close() { try? channel.close().wait() }

  /// How many connections there are.
  private final class Counter: Sendable {
    private let count = Mutex(0)

    /// Whether there is room for one more, which is then taken.
    func enter() -> Bool {
      count.withLock { count in
        guard count < mostConnections else { return false }
        count += 1
        return true
      }
    }

    func leave() { count.withLock { $0 -= 1 } }
  }
}

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
