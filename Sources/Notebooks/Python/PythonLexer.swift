/// Cuts a cell into tokens, as Python does, and tolerantly: what cannot be Python ends up as a
/// symbol that no rule knows.
///
/// Source: The Python Language Reference, chapter 2. Lines that only Jupyter understands are passed
/// over.
struct PythonLexer {
  private let text: [Unicode.Scalar]
  private var place = 0
  private var line = 1
  private var depth = 0
  private var indents = [0]
  private(set) var tokens: [PythonToken] = []
  /// The magic that takes the whole cell, such as `bash`, where it is not one around Python.
  private(set) var foreignCell: String?

  /// Magics of a whole cell that leave it Python, run once.
  private static let transparent: Set = ["time", "capture", "prun"]
  /// Magics of a line that neither run Python nor bind names.
  private static let harmless: Set = [
    "matplotlib", "pip", "conda", "mamba", "uv", "cd", "pwd", "ls", "load_ext", "reload_ext",
    "autoreload", "config", "env", "set_env", "tensorboard", "who", "whos", "history", "precision",
    "mkdir", "cat", "colors", "xmode", "logstart", "notebook", "watermark", "pycodestyle_on",
    "flake8_on", "nb_black",
  ]
  /// Programs that look, install, fetch or unpack: what a lesson reads is named by its author, and
  /// anything else may compute something.
  private static let harmlessPrograms: Set = [
    "pip", "pip3", "conda", "mamba", "uv", "apt", "apt-get", "ls", "cat", "head", "tail", "pwd",
    "cd", "echo", "date", "which", "wc", "du", "df", "free", "lscpu", "uname", "nvidia-smi",
    "mkdir", "wget", "curl", "gdown", "kaggle", "git", "unzip", "tar", "gunzip",
  ]
  /// The longer first.
  private static let symbols = [
    "**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "->", ":=", "==", "!=", "<=", ">=",
    "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=",
  ].map { Array($0.unicodeScalars) }

  init(_ source: String) {
    text = Array(source.unicodeScalars)
    while place < text.count, foreignCell == nil { readLine() }
    if tokens.last.map({ $0.kind != .newline && $0.kind != .dedent }) ?? false { add(.newline) }
    for _ in indents.dropFirst() { add(.dedent) }
  }

  private func at(_ offset: Int) -> Unicode.Scalar? {
    text.indices.contains(place + offset) ? text[place + offset] : nil
  }

  private mutating func add(_ kind: PythonToken.Kind) {
    tokens.append(PythonToken(kind: kind, line: line))
  }

  // MARK: - Lines

  /// One logical line, or what is left of it.
  private mutating func readLine() {
    var width = 0
    while let next = at(0), next == " " || next == "\t" || next == "\u{C}" {
      width = next == "\t" ? (width / 8 + 1) * 8 : width + 1
      place += 1
    }
    guard let first = at(0) else { return }
    if first == "\n" || first == "#" { return skipLine() }
    if first == "%" || first == "!" || first == "?" { return magicLine(width) }
    if endsInQuestionMark() { return skipLine() }
    setIndent(width)
    while let next = at(0) {
      if next == "\n", depth == 0 {
        add(.newline)
        return skipLine()
      }
      readToken(next)
    }
  }

  private mutating func skipLine() {
    while let next = at(0), next != "\n" { place += 1 }
    place += 1
    line += 1
  }

  private mutating func magicLine(_ width: Int) {
    if at(0) == "%", at(1) == "%" {
      let word = text[(place + 2)...].prefix { CharacterKind.isName($0) }
      let name = String(String.UnicodeScalarView(word))
      if !Self.transparent.contains(name) { foreignCell = name }
    } else if at(0) == "%" {
      let name = String(
        String.UnicodeScalarView(text[(place + 1)...].prefix { CharacterKind.isName($0) }))
      if !Self.harmless.contains(name) { addMagic(width) }
    } else if at(0) == "!", !isHarmlessShellLine {
      addMagic(width)
    }
    // A shell's line goes on behind a backslash.
    while let next = at(0), next != "\n" {
      if next == "\\", at(1) == "\n" {
        place += 1
        line += 1
      }
      place += 1
    }
    skipLine()
  }

  private mutating func addMagic(_ width: Int) {
    setIndent(width)
    add(.magic)
    add(.newline)
  }

  /// Whether every program of a shell's line is one of ``harmlessPrograms``.
  private var isHarmlessShellLine: Bool {
    let end = text[place...].firstIndex(of: "\n") ?? text.count
    let line = String(String.UnicodeScalarView(text[place..<end])).drop { $0 == "!" }
    return line.split { ";&|".contains($0) }.allSatisfy { command in
      // `sudo` is as harmless as what it runs.
      command.split { $0 == " " || $0 == "\t" }.first { $0 != "sudo" }
        .map { Self.harmlessPrograms.contains(String($0)) } ?? true
    }
  }

  /// `thing?` asks Jupyter for help.
  private func endsInQuestionMark() -> Bool {
    var last: Unicode.Scalar?
    for scalar in text[place...] {
      if scalar == "\n" || scalar == "#" || scalar == "'" || scalar == "\"" { break }
      if scalar != " " { last = scalar }
    }
    return last == "?"
  }

  private mutating func setIndent(_ width: Int) {
    if width > indents.last ?? 0 {
      indents.append(width)
      add(.indent)
    }
    while width < indents.last ?? 0 {
      indents.removeLast()
      add(.dedent)
    }
  }

  // MARK: - Tokens

  private mutating func readToken(_ first: Unicode.Scalar) {
    switch first {
    case "\n":
      place += 1
      line += 1
    case " ", "\t", "\r", "\u{C}": place += 1
    case "#": while let next = at(0), next != "\n" { place += 1 }
    case "\\":
      place += 1
      if at(0) == "\n" {
        place += 1
        line += 1
      }
    case "\"", "'": readString(prefix: "")
    case "0"..."9": readNumber()
    case "." where at(1).map(CharacterKind.isDigit) ?? false: readNumber()
    case "!" where at(1) != "=", "%" where tokens.last?.kind == .symbol("="):
      add(.magic)
      while let next = at(0), next != "\n" { place += 1 }
    case _ where CharacterKind.isNameStart(first): readName()
    default: readSymbol(first)
    }
  }

  private mutating func readName() {
    let start = place
    while let next = at(0), CharacterKind.isName(next) { place += 1 }
    let name = String(String.UnicodeScalarView(text[start..<place]))
    let isPrefix = name.count <= 2 && name.lowercased().allSatisfy { "rbfu".contains($0) }
    if isPrefix, at(0) == "\"" || at(0) == "'" {
      readString(prefix: name.lowercased())
    } else {
      add(.name(name))
    }
  }

  private mutating func readNumber() {
    let start = place
    while let next = at(0) {
      let isSign = (next == "-" || next == "+") && (at(-1) == "e" || at(-1) == "E")
      let isHexadecimal = text[start] == "0" && start + 1 < text.count && text[start + 1] == "x"
      guard CharacterKind.isName(next) || next == "." || (isSign && !isHexadecimal) else { break }
      place += 1
    }
    add(.number(String(String.UnicodeScalarView(text[start..<place]))))
  }

  private mutating func readSymbol(_ first: Unicode.Scalar) {
    if "([{".unicodeScalars.contains(first) { depth += 1 }
    if ")]}".unicodeScalars.contains(first) { depth = max(0, depth - 1) }
    let long = Self.symbols.first { text[place...].starts(with: $0) }
    let symbol = long ?? [first]
    add(.symbol(String(String.UnicodeScalarView(symbol))))
    place += symbol.count
  }

  private mutating func readString(prefix: String) {
    guard let quote = at(0) else { return }
    let isLong = at(1) == quote && at(2) == quote
    let firstLine = line
    place += isLong ? 3 : 1
    var out = String.UnicodeScalarView()
    while let next = at(0) {
      if next == quote, !isLong || (at(1) == quote && at(2) == quote) { break }
      // A short string that does not end on its line: leave the line end to the statement.
      if next == "\n", !isLong { break }
      if next == "\n" { line += 1 }
      out.append(next)
      place += 1
      if next == "\\", let escaped = at(0) {
        if escaped == "\n" { line += 1 }
        out.append(escaped)
        place += 1
      }
    }
    if at(0) == quote { place += isLong ? 3 : 1 } else { add(.symbol("unclosed")) }
    let string = PythonString(
      source: String(out), isRaw: prefix.contains("r"), isFormatted: prefix.contains("f"),
      isBytes: prefix.contains("b"))
    tokens.append(PythonToken(kind: .string(string), line: firstLine))
  }
}

/// What a character may be part of.
private enum CharacterKind {
  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic
  }

  static func isName(_ scalar: Unicode.Scalar) -> Bool { isNameStart(scalar) || isDigit(scalar) }
}
