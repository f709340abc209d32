import Foundation
import LocalClient

@testable import LivePage

/// A browser that knows the address of a live page.
struct Client {
  private let client: LocalClient
  private let path: String

  init(_ server: LiveServer) {
    let url = URL(string: server.address)
    client = LocalClient(port: url?.port ?? 0)
    path = (url?.path ?? "") + "/"
  }

  /// Everything that is answered to a GET of a page below the server's own address.
  func get(_ page: String, host: String = "127.0.0.1") -> String {
    client.request("GET", path + page, host: host)
  }

  /// Everything that is answered; empty where there is nobody, or no answer.
  func ask(_ head: String) -> String { client.send(head + "\r\n\r\n") }
}
