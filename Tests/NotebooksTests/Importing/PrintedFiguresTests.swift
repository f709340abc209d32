import Testing

@testable import Notebooks

/// What a draft says that the notebook printed.
@Suite struct PrintedFiguresTests {
  private static let sample = "print(f\"epoch {turn + 1}: {round(running / len(batches), 4)}\")"
  private static let mean = "running / len(batches)"

  /// The actions `notebook_printed` of a cell of the sample, and whether something is to do.
  private func figures(
    _ notebook: EditedNotebook, cell index: Int, printed: String
  ) throws -> (lines: [String], isToDo: Bool) {
    let cell = try notebook.recognized()[index]
    let lines = printed.split(separator: "\n").map(String.init)
    let figures = PrintedFigures(of: cell, printed: lines)
    var yaml = DraftYAML()
    let actions = figures.actions.sorted { $0.key < $1.key }.map(\.value)
    return (
      actions.flatMap { yaml.lines(of: $0) }, figures.problem != nil || !cell.problems.isEmpty
    )
  }

  /// The statement that prints, and what it printed; three epochs each.
  @Test(arguments: [
    (
      "print(f\"{\(mean):.4f} lr={5e-5:.6f}\")",
      "0.1000 lr=0.000050\n0.2000 lr=0.000050\n0.3000 lr=0.000050"
    ),
    (
      "print(f\"{turn}: {\(mean):.4f}, took {took:.1f}\")",
      "0: 0.1000, took 12.5\n1: 0.2000, took 25.1\n2: 0.3000, took 37.8"
    ),
    ("print(turn, \(mean), took)", "0 0.1000 1.5\n1 0.2000 2.5\n2 0.3000 3.5"),
    ("print('loss', round(\(mean), 3), sep='=')", "loss=0.1000\nloss=0.2000\nloss=0.3000"),
    ("print('%d/%d %.4f%%' % (turn, rounds, \(mean)))", "0/3 0.1000%\n1/3 0.2000%\n2/3 0.3000%"),
    ("print('{:>8.4f} {}'.format(\(mean), turn))", "  0.1000 0\n  0.2000 1\n  0.3000 2"),
    ("print('loss ' + str(\(mean)))", "loss 0.1000\nloss 0.2000\nloss 0.3000"),
    (
      "a = \(mean); words = f'{a:.4f}'; print(f'\\n{turn}'); print(words)",
      "\n0\n0.1000\n\n1\n0.2000\n\n2\n0.3000\n"
    ),
    ("print(f'{\(mean):.4f}', end='\\n')", "0.1000\n0.2000\n0.3000"),
  ])
  func takesTheLossFromWhereItIsPrinted(_ statement: String, _ printed: String) throws {
    let notebook = EditedNotebook((Self.sample, statement))
    let found = try figures(notebook, cell: 4, printed: printed)
    #expect(found.lines == ["- notebook_printed: {printed_loss: [0.1000, 0.2000, 0.3000]}"])
    #expect(!found.isToDo)
  }

  @Test func readsCommasBetweenThousands() throws {
    let found = try figures(
      EditedNotebook((Self.sample, "print(f'{\(Self.mean):,.2f}')")), cell: 4,
      printed: "1,234.50\n12.25\n1,000,000.75")
    #expect(found.lines == ["- notebook_printed: {printed_loss: [1234.50, 12.25, 1000000.75]}"])
  }

  @Test(arguments: [
    // Another number than the loss.
    ("print(f\"{1 - \(mean):.4f}\")", "0.1\n0.2\n0.3"), ("print(\(mean) * 100)", "0.1\n0.2\n0.3"),
    ("print(f'{\(mean):.2%}')", "10.00%\n20.00%\n30.00%"),
    ("print(f'{\(mean):05.1f}')", "000.1\n000.2\n000.3"),
    ("print(f'{\(mean)=}')", "a=0.1\na=0.2\na=0.3"), ("print('%d' % (\(mean)))", "0\n0\n0"),
    ("print(-\(mean))", "0.1\n0.2\n0.3"), ("print([\(mean)])", "[0.1]\n[0.2]\n[0.3]"),
    // Several ways to read it.
    ("print(f'{turn}{\(mean)}')", "00.1\n10.2\n20.3"),
    ("print(f'{turn} {\(mean)} {took}', end=' ')", "0 0.1 1"),
    // Other lines than the code prints.
    ("print(\(mean))", "0.1\n0.2"), ("print(\(mean))", "0.1\nx\n0.3"),
    ("print(\(mean))", "0.1\n0.2\n0.3\n0.4"),
    ("print(f'{\(mean):.4f}')", "0.1\n0.2\n0.3"), ("print(\(mean))", "nan\nnan\nnan"),
    ("if turn: print(turn)\n    print(\(mean))", "0.1\n1\n0.2\n2\n0.3"),
  ])
  func takesNothingWhereItCannotTell(_ statement: String, _ printed: String) throws {
    let found = try figures(EditedNotebook((Self.sample, statement)), cell: 4, printed: printed)
    #expect(found.lines == [])
    #expect(found.isToDo)
  }

  @Test(arguments: [
    ("print(word)", "not spam", "not spam"), ("print(word)", "spam", "spam"),
    ("print(f'It is {word}!')", "It is not spam!", "not spam"),
    ("print('class:', word, choice.item())", "class: not spam 0", "not spam"),
    ("print(sentence, '-', word)", "A film like no other. - spam", "spam"),
    ("print(word)", "no spam", nil), ("print(word)", "not spam\nmore", nil),
    ("print(word)", "spammy", nil),
    ("print(scores, word)", "it is not spam", nil),
  ])
  func takesWholeWords(_ statement: String, _ printed: String, _ label: String?) throws {
    let notebook = EditedNotebook(
      ("print(f\"the film is {word}\")", statement), ("\"good\" if", "\"not spam\" if"),
      ("else \"bad\"", "else \"spam\""))
    let found = try figures(notebook, cell: 5, printed: printed)
    #expect(found.lines == (label.map { ["- notebook_printed: {printed_label: \"\($0)\"}"] } ?? []))
    #expect(found.isToDo == (label == nil))
  }
}
