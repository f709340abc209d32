import Foundation

@testable import LivePage

/// A browser of the barest kind.
struct Client {
  private let port: UInt16
  private let path: String

  init(_ server: LiveServer) {
    let url = URL(string: server.address)
    port = UInt16(url?.port ?? 0)
    path = (url?.path ?? "") + "/"
  }

  /// Everything that is answered to a GET of a page below the server's own address.
  func get(_ page: String, host: String = "127.0.0.1") -> String {
    ask("GET \(path)\(page) HTTP/1.1\r\nHost: \(host):\(port)")
  }

  /// Everything that is answered; empty where there is nobody, or no answer.
  func ask(_ head: String) -> String {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    let peer = Socket(descriptor: descriptor)
    guard isConnected else { return "" }
    _ = peer.send(Data((head + "\r\n\r\n").utf8))
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      answer += buffer[0..<count]
    }
    return String(decoding: answer, as: UTF8.self)
  }
}
