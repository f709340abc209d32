import Lessons

/// What `--params` names.
enum ParametersFiles {
  private static let byteLimit = 256 << 10

  /// Throws after having printed what is wrong in the file.
  static func read(_ path: String) throws -> ParametersFile {
    let text = try HandInFiles.text(path, limit: byteLimit)
    let (file, diagnostics) = ParametersFile.read(text, path: path)
    guard let file else {
      let printer = DiagnosticPrinter(color: Terminal.standardError.usesColor)
      let sources = [path: SourceText(file: path, text: text)]
      Terminal.errorLine(printer.text(diagnostics, sources: sources))
      throw Failure(.invalid)
    }
    return file
  }
}
