import Foundation

/// How wide the argument parser takes the terminal to be.
enum HelpWidth {
  /// On fewer columns than these it leaves out what it has to say.
  static let least = 60
  private static let most = 500

  /// What the variable COLUMNS should be; `nil` where it can stay as it is.
  ///
  /// - Parameters:
  ///   - columns: what it is.
  ///   - terminal: how many columns the terminal has; 0 where nobody knows.
  static func setting(columns: String?, terminal: Int) -> String? {
    let typed = columns.flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil }
    guard let width = typed ?? (terminal > 0 ? terminal : nil) else {
      return columns == nil ? nil : "80"
    }
    let fitting = min(max(width, least), most)
    return fitting == typed || typed == nil && fitting == terminal && columns == nil
      ? nil : "\(fitting)"
  }

  /// Sets the variable, for this process alone.
  static func prepare() {
    let columns = ProcessInfo.processInfo.environment["COLUMNS"]
    if let setting = setting(columns: columns, terminal: Terminal.columns) {
      setenv("COLUMNS", setting, 1)
    }
  }
}
