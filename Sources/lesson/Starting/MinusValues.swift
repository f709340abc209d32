import Records

/// Values that begin with a minus, such as a number below zero or a student's number `-7`: the
/// argument parser would take them for options.
struct MinusValues {
  /// An option of a subcommand.
  private struct Option {
    var name: String
    /// The name under which a value can be given after `=`; `nil` for a flag, which takes none.
    var valueName: String?
  }

  private var options: [Option] = []

  /// - Parameters:
  ///   - help: what the argument parser tells of the command, its `command` member.
  ///   - subcommand: whose arguments they are.
  init(_ help: JSONValue, of subcommand: String) {
    let command = help["subcommands"]?.array?.first { $0["commandName"]?.string == subcommand }
    for argument in command?["arguments"]?.array ?? [] where argument["kind"] != "positional" {
      let names = (argument["names"]?.array ?? []).compactMap { name in
        name["name"]?.string.map { (name["kind"] == "long" ? "--" : "-") + $0 }
      }
      let long = argument["kind"] == "option" ? names.first { $0.hasPrefix("--") } : nil
      options += names.map { Option(name: $0, valueName: long) }
    }
  }

  /// What follows the subcommand, so that the argument parser reads it as it was meant.
  func rewritten(_ arguments: [String]) -> [String] {
    var (before, after): ([String], [String]) = ([], [])
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if word == "--" {
        after += rest
        break
      }
      if let option = options.first(where: { $0.name == word }) {
        guard let long = option.valueName, let value = rest.first, value.utf8.first == Self.minus,
          value.utf8.count > 1, value != "--", !isOption(value)
        else {
          before.append(word)
          if option.valueName != nil, let value = rest.first, !isOption(value), value != "--" {
            before.append(value)
            rest.removeFirst()
          }
          continue
        }
        before.append("\(long)=\(value)")
        rest.removeFirst()
      } else if Self.isNoOption(word) {
        after.append(word)
      } else {
        before.append(word)
      }
    }
    return after.isEmpty ? before : before + ["--"] + after
  }

  private static let minus = UInt8(ascii: "-")

  /// Whether a word names an option, alone or with its value behind it.
  private func isOption(_ word: String) -> Bool {
    options.contains { option in
      word == option.name || option.valueName != nil && word.hasPrefix(option.name + "=")
    } || ["-h", "--help", "--version"].contains(word)
  }

  /// Whether a word is a number or a file's name: options behind one minus have letters alone.
  private static func isNoOption(_ word: String) -> Bool {
    let rest = word.utf8.dropFirst()
    guard word.utf8.first == minus, let first = rest.first, first != minus else { return false }
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    return !rest.contains(UInt8(ascii: "=")) && !rest.allSatisfy { letters.contains($0 | 0x20) }
  }
}

extension MinusValues {
  /// What is said below the argument parser's own words where it takes a value for an option; `nil`
  /// where it does not.
  static func hint(on message: String, _ arguments: [String]) -> String? {
    let isUnknown =
      message.contains("Unknown option '-") && !message.contains("Unknown option '--")
    let isMissing =
      message.contains("Missing expected argument")
      && arguments.contains { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.utf8.count > 2 }
    guard isUnknown || isMissing else { return nil }
    return "A value that begins with - is written after =, as in --id=-7; a file, as in ./-a.html."
  }

  /// The command's arguments, rewritten where one of them could be such a value.
  static func arguments(_ arguments: [String], help: () throws -> JSONValue) rethrows -> [String] {
    guard let subcommand = arguments.first,
      arguments.dropFirst().contains(where: { $0.utf8.first == minus && !$0.hasPrefix("--") })
        || zip(arguments, arguments.dropFirst()).contains(where: {
          $0.0.hasPrefix("--") && $0.1.hasPrefix("--")
        })
    else { return arguments }
    return [subcommand]
      + MinusValues(try help(), of: subcommand).rewritten(Array(arguments.dropFirst()))
  }
}
