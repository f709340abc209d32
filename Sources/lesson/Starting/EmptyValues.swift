/// Values that are empty, most often because a script's variable is: as a place, an empty text would
/// be the current folder.
enum EmptyValues {
  /// Options that say nothing where they are empty: a student may have no number.
  private static let optional = ["--id"]

  /// Refuses an empty argument, or an option with an empty value.
  ///
  /// - Parameter arguments: what follows the command's name.
  static func check(_ arguments: [String]) throws {
    var option: String?
    for word in arguments {
      let name =
        word.utf8.last == UInt8(ascii: "=") && word.hasPrefix("--")
        ? String(word.dropLast()) : word.isEmpty ? option ?? "" : nil
      if let name, !optional.contains(name) {
        throw Failure(
          .usage,
          name.isEmpty
            ? "an argument is empty; give what it is to name, or leave it out"
            : "\(name) is empty; give it a value, or leave it out")
      }
      option = word.hasPrefix("-") && word != "--" && !word.contains("=") ? word : nil
    }
  }
}
