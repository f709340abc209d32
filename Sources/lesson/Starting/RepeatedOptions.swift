import Records

/// Options that are given twice: the argument parser would take the last and pass over the others.
enum RepeatedOptions {
  /// Refuses an option that takes one value and is given more than once.
  ///
  /// - Parameters:
  ///   - arguments: the subcommand and what follows it.
  ///   - help: what the argument parser tells of the command, its `command` member.
  static func check(_ arguments: [String], help: () throws -> JSONValue) throws {
    let words = arguments.dropFirst().prefix { $0 != "--" }.filter { $0.hasPrefix("--") }
    var seen: Set<Substring> = []
    let repeated = words.map { $0.prefix { $0 != "=" } }.filter { !seen.insert($0).inserted }
    guard let subcommand = arguments.first, !repeated.isEmpty else { return }
    let commands = try help()["subcommands"]?.array ?? []
    let command = commands.first { $0["commandName"]?.string == subcommand }
    for argument in command?["arguments"]?.array ?? []
    where argument["kind"] == "option" && argument["isRepeating"] != true {
      let names = (argument["names"]?.array ?? []).compactMap { $0["name"]?.string }
      guard let name = repeated.first(where: { names.contains(String($0.dropFirst(2))) }) else {
        continue
      }
      throw Failure(.usage, "\(name) is given more than once, and takes one value")
    }
  }
}
