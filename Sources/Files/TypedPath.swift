import Foundation

/// The user's own folder.
package enum Home {
  /// `HOME`; where that is not set, what the system knows of the user.
  package static func path(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String {
    if let home = environment["HOME"], !home.isEmpty { return home }
    guard let entry = getpwuid(geteuid()), let folder = entry.pointee.pw_dir else { return "/" }
    return String(cString: folder)
  }
}

extension URL {
  /// A place as a person typed it, on the command line or in a variable: `~` is `HOME`.
  ///
  /// Foundation by itself goes to the folder of the system's list of users, and takes `~name` for
  /// another user's.
  package init(
    typed path: String, isFolder: Bool = false,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.init(fileURLWithPath: Self.expanded(path, environment), isDirectory: isFolder)
  }

  private static func expanded(_ path: String, _ environment: [String: String]) -> String {
    guard path.utf8.first == UInt8(ascii: "~") else { return path }
    let rest = path.dropFirst()
    return rest.isEmpty || rest.hasPrefix("/") ? Home.path(environment) + rest : "./" + path
  }
}
