import Foundation
import Host

/// The user's web browser.
enum Browser {
  /// Opens an address, without waiting for it; whether there was something to open it with.
  ///
  /// Only where there is a screen: on a terminal alone, a text browser would take the terminal.
  @discardableResult
  static func open(
    _ address: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Bool {
    let hasScreen = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"].contains {
      !(environment[$0] ?? "").isEmpty
    }
    let names = ["xdg-open", "wslview", "open"]
    guard hasScreen,
      let program = names.lazy.compactMap({ Executable.find($0, environment: environment) }).first
    else { return false }
    return (try? Program(program, [address]).start()) != nil
  }
}
