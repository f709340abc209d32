import Foundation
import Records

/// A browser with one page open, without a network, and what happens in it.
///
/// Speaks the DevTools protocol (chromedevtools.github.io/devtools-protocol).
final class Browser {
  typealias Problem = BrowserProcess.Problem

  private let folder: URL
  /// Where saved files go.
  let downloads: URL
  private let process: BrowserProcess
  private var session = ""
  private var lastID = 0
  /// What the browser told since ``open(_:)``, by the event's name.
  private(set) var events: [(name: String, parameters: JSONValue)] = []

  /// - Parameter program: Chromium's path.
  init(_ program: String) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("browser-\(UUID().uuidString)")
    downloads = folder.appendingPathComponent("downloads")
    try FileManager.default.createDirectory(at: downloads, withIntermediateDirectories: true)
    process = try BrowserProcess(program, profile: folder.appendingPathComponent("profile"))
    let target = try call("Target.createTarget", ["url": "about:blank"])
    let attached = try call(
      "Target.attachToTarget", ["targetId": target["targetId"] ?? .null, "flatten": true])
    session = attached["sessionId"]?.string ?? ""
    for domain in ["Page", "Runtime", "Log", "Network"] { try call("\(domain).enable") }
    try call(
      "Network.emulateNetworkConditions",
      ["offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0])
    try call(
      "Browser.setDownloadBehavior",
      ["behavior": "allow", "downloadPath": .string(downloads.path), "eventsEnabled": true])
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Sends a command and returns what it comes to.
  @discardableResult
  func call(_ method: String, _ parameters: JSONValue = [:]) throws -> JSONValue {
    lastID += 1
    let id = lastID
    var message: [String: JSONValue] = [
      "id": .int(id), "method": .string(method), "params": parameters,
    ]
    if !session.isEmpty { message["sessionId"] = .string(session) }
    try process.send(CanonicalJSON.text(.object(message)))
    while true {
      let reply = try next()
      guard reply["id"]?.int == id else { continue }
      if let error = reply["error"] {
        throw Problem(description: "\(method): \(try CanonicalJSON.text(error))")
      }
      return reply["result"] ?? .null
    }
  }

  /// Reads one message, and keeps it if it is an event.
  private func next() throws -> JSONValue {
    let message = try JSONReader.value(of: process.receive())
    if let name = message["method"]?.string {
      events.append((name, message["params"] ?? .null))
    }
    return message
  }

  /// Waits for an event, and takes it out.
  @discardableResult
  func wait(
    for name: String, where isWanted: (JSONValue) -> Bool = { _ in true }
  ) throws -> JSONValue {
    while true {
      if let index = events.firstIndex(where: { $0.name == name && isWanted($0.parameters) }) {
        return events.remove(at: index).parameters
      }
      _ = try next()
    }
  }

  /// Opens a page and waits until it is there.
  func open(_ url: URL) throws {
    events = []
    try call("Page.navigate", ["url": .string(url.absoluteString)])
    try wait(for: "Page.loadEventFired")
  }

  /// What an expression comes to in the page, as JSON; a promise's value is waited for.
  @discardableResult
  func evaluate(_ expression: String) throws -> JSONValue {
    let outcome = try call(
      "Runtime.evaluate",
      [
        "expression": .string(expression), "returnByValue": true, "awaitPromise": true,
        "userGesture": true,
      ])
    if let problem = outcome["exceptionDetails"] {
      throw Problem(description: try CanonicalJSON.text(problem))
    }
    return outcome["result"]?["value"] ?? .null
  }

  func press(_ key: String, code: Int) throws {
    for type in ["keyDown", "keyUp"] {
      try call(
        "Input.dispatchKeyEvent",
        [
          "type": .string(type), "key": .string(key), "code": .string(key),
          "windowsVirtualKeyCode": .int(code),
        ])
    }
  }

  /// Everything that went wrong or went out since the page was opened: errors on the console,
  /// requests to anywhere but the file itself, and windows that popped up.
  var complaints: [String] {
    events.compactMap { name, parameters in
      switch name {
      case "Runtime.exceptionThrown", "Page.javascriptDialogOpening":
        return "\(name) \((try? CanonicalJSON.text(parameters)) ?? "")"
      case "Runtime.consoleAPICalled":
        return "console: \(parameters["type"]?.string ?? "")"
      case "Log.entryAdded": return "log: \(parameters["entry"]?["text"]?.string ?? "")"
      case "Network.requestWillBeSent":
        let address = parameters["request"]?["url"]?.string ?? ""
        let isOwn = ["file:", "data:", "blob:"].contains { address.hasPrefix($0) }
        return isOwn ? nil : "request: \(address)"
      default: return nil
      }
    }
  }
}
