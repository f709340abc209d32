import Records

/// The manual page, section 1, made from what the command knows of itself.
///
/// Written in the plain macros of man(7), which every `man` reads.
enum ManualPage {
  /// The page.
  ///
  /// - Parameter help: what the argument parser tells of the command, its `command` member.
  static func text(of help: JSONValue, version: String) -> String {
    let commands = (help["subcommands"]?.array ?? []).filter { $0["commandName"] != "help" }
    var lines = [
      ".TH LESSON 1 \"\" \"lesson \(Roff.text(version))\"", ".SH NAME",
      "lesson \\- \(Roff.text(help["abstract"]?.string ?? ""))", ".SH SYNOPSIS",
      ".B lesson", ".I command", "[\\fIoption\\fR ...] [\\fIargument\\fR ...]", ".SH COMMANDS",
    ]
    for command in commands where command["shouldDisplay"]?.bool != false {
      lines += section(command)
    }
    lines.append(".SH EXIT STATUS")
    lines += statuses.flatMap { item("\\fB\($0.code)\\fR", $0.meaning) }
    lines.append(".SH ENVIRONMENT")
    lines += environment.flatMap { item("\\fB\(Roff.text($0.name))\\fR", $0.meaning) }
    lines.append(".SH EXAMPLES")
    lines += examples.flatMap { item("\\fB\(Roff.text($0.command))\\fR", $0.meaning) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ command: JSONValue) -> [String] {
    let arguments = (command["arguments"]?.array ?? []).filter {
      $0["shouldDisplay"]?.bool != false && Self.names($0).last != "--help"
        && Self.names($0).last != "--version"
    }
    let places = arguments.filter { $0["kind"] == "positional" }.map { argument in
      let name = "\\fI\(Roff.text(argument["valueName"]?.string ?? ""))\\fR"
      let more = argument["isRepeating"]?.bool == true ? " ..." : ""
      return argument["isOptional"]?.bool == true ? "[\(name)\(more)]" : name + more
    }
    let name = command["commandName"]?.string ?? ""
    var lines = [
      ".SS lesson \(Roff.text(name)) \(places.joined(separator: " "))",
      Roff.text(command["abstract"]?.string ?? ""),
    ]
    if let discussion = command["discussion"]?.string { lines += [".PP", Roff.text(discussion)] }
    for argument in arguments {
      lines += item(title(argument), argument["abstract"]?.string ?? "")
    }
    return lines
  }

  private static func names(_ argument: JSONValue) -> [String] {
    (argument["names"]?.array ?? []).compactMap { name in
      name["name"]?.string.map { (name["kind"] == "long" ? "--" : "-") + $0 }
    }
  }

  private static func title(_ argument: JSONValue) -> String {
    let value = "\\fI\(Roff.text(argument["valueName"]?.string ?? ""))\\fR"
    guard argument["kind"] != "positional" else { return value }
    let names = names(argument).map { "\\fB\(Roff.text($0))\\fR" }.joined(separator: ", ")
    return argument["kind"] == "option" ? "\(names) \(value)" : names
  }

  private static func item(_ title: String, _ text: String) -> [String] {
    [".TP", title, Roff.text(text)]
  }

  private static let statuses: [(code: Int32, meaning: String)] =
    [(0, "All is well.")] + ExitStatus.allCases.map { ($0.rawValue, $0.meaning) }

  private static let environment: [(name: String, meaning: String)] = [
    ("LESSON_HOME", "Where downloads and what runs keep lie, instead of the user's cache folder."),
    ("LESSON_CHECKPOINT_SECONDS", "How often a training is saved."),
    ("NO_COLOR", "Set to anything: no colours and no other escapes on the terminal."),
    ("CI", "Set to anything but 0 or false: no line that is drawn again and again."),
  ]

  private static let examples: [(command: String, meaning: String)] = [
    ("lesson run 9_1 --profile quick --open", "Replay a small form of a lesson, and watch it."),
    ("lesson student 9_1", "Get the questions and a file to answer them in."),
    (
      "lesson report 9_1 --student \"Ada Lovelace\" --answers 9_1.answers.md",
      "Make the page that is handed in."
    ),
    ("lesson verify 9_1-report.html", "See whether a page was edited."),
  ]
}

/// Text as troff takes it.
enum Roff {
  static func text(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return escaped.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      // A line that starts with one of these would be a request.
      line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : String(line)
    }.joined(separator: "\n")
  }
}
