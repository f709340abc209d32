/// A script for a page, which is written in a file of its own and becomes part of the program.
public enum EmbeddedScript {
  /// The script as a page has it: comments, which have lines to themselves, and empty lines stay behind.
  ///
  /// - Parameter file: the file's bytes, as SwiftPM embeds them.
  public static func text(_ file: [UInt8]) -> String {
    String(decoding: file, as: UTF8.self)
      .split(separator: "\n")
      .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
      .joined(separator: "\n")
  }
}
