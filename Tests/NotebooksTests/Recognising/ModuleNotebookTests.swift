import Foundation
import Testing

@testable import Notebooks

/// Modules of a notebook's own, which lie beside it.
@Suite struct ModuleNotebookTests {
  private static let tools = """
    import torch
    from torch.utils.data import DataLoader
    size = 32
    def seeded(seed):
        torch.manual_seed(seed)
    def batches(rows, shuffle=False):
        return DataLoader(rows, batch_size=size, shuffle=shuffle)
    def hidden():
        return width
    class Other:
        pass
    """

  private static func read(
    _ cells: String..., modules: [String: String] = ["tools": tools]
  ) -> (lines: [String], problems: [String], notes: [String], size: DraftValue?) {
    let recognizer = Recognizer()
    recognizer.findModule = { modules[$0] }
    let found = recognizer.completed(cells.map { recognizer.read($0) })
    var yaml = DraftYAML()
    return (
      found.flatMap(\.actions).filter { !$0.isReserved }.flatMap { yaml.lines(of: $0) },
      found.flatMap(\.problems).map(\.text), found.flatMap(\.notes),
      found.flatMap(\.actions).last?.arguments.first { $0.name == "batch_size" }?.value
    )
  }

  private static let data = """
    from torchvision import datasets, transforms
    digits = datasets.MNIST(root="here", train=True, transform=transforms.ToTensor())
    """

  @Test(arguments: [
    ("from tools import batches", "batches(digits, True)"),
    ("from tools import batches as parts", "parts(digits, shuffle=True)"),
    ("import tools", "tools.batches(digits, True)"),
    ("import tools as t", "t.batches(digits, True)"),
    ("from tools import *", "batches(digits, True)"),
    ("from package.tools import batches", "batches(digits, True)"),
    ("from package import tools", "tools.batches(digits, True)"),
    ("import package.tools", "package.tools.batches(digits, True)"),
  ])
  func followsItsFunctions(code: String, call: String) {
    // The notebook's own `size` is not the module's.
    let read = Self.read(
      code, "size = 8\n\(Self.data)", "loader = \(call)",
      modules: ["tools": Self.tools, "package.tools": Self.tools])
    #expect(read.problems == [])
    #expect(
      read.lines.suffix(4) == [
        "- loader: train_rows", "  batch_size: $batch_size", "  shuffle: true", "  as: loader",
      ])
    #expect(read.size == .setting("batch_size", .word("32")))
    #expect(read.notes.contains { $0.hasSuffix("is read from the file beside the notebook") })
  }

  /// What a module does when it is run by itself.
  @Test func passesOverWhatIsForTheMainProgram() {
    let tools =
      Self.tools + "\nif __name__ == '__main__':\n    torch.manual_seed(1)\n    batches(3)\n"
    let read = Self.read("import tools", modules: ["tools": tools])
    #expect(read.problems == [] && read.lines == [])
    let own = Self.read("if __name__ != '__main__':\n    batches(3)", modules: [:])
    #expect(own.problems == [])
  }

  @Test func endsWhereModulesImportEachOther() {
    let read = Self.read(
      "from one import f\nf()\nimport two\ntwo.g()",
      modules: [
        "one": "import two\ndef f(): return two.g()", "two": "import one\ndef g(): return 2",
      ])
    #expect(read.problems == [])
    let own = Self.read("import one", modules: ["one": "import one\nfrom one import *"])
    #expect(own.lines == [])
  }

  @Test func seedsWhatTheNotebookDraws() {
    let recognizer = Recognizer()
    recognizer.findModule = { $0 == "tools" ? Self.tools : nil }
    let cell = recognizer.read(
      "from tools import seeded\nimport torch\nseeded(9)\nnet = torch.nn.Sequential(torch.nn.Linear(3, 2))"
    )
    #expect(cell.problems == [])
    #expect(cell.actions.last?.seed == "9")
  }

  @Test(arguments: [
    "import tools\nwidth = 5\nimport torch\nnet = torch.nn.Linear(tools.hidden(), 2)\nprint(net)",
    "from tools import missing", "import tools\nx = tools.missing",
    "from tools import Other\nx = Other()",
    "from tools import batches\nbatches(3)", "from elsewhere import batches\nx = batches(3)",
    "from elsewhere import *",
  ])
  func marksWhatItDoesNotHave(code: String) {
    #expect(!Self.read(code).problems.isEmpty)
  }

  // MARK: - Files

  @Test func findsFilesBesideTheNotebookAlone() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inner = folder.appendingPathComponent("course")
    try FileManager.default.createDirectory(
      at: inner.appendingPathComponent("package"), withIntermediateDirectories: true)
    func write(_ text: String, _ path: String) throws {
      try Data(text.utf8).write(to: folder.appendingPathComponent(path))
    }
    try write("a = 1", "course/tools.py")
    try write("b = 2", "course/package/more.py")
    try write("c = 3", "outside.py")
    try Data([0x61, 0xFF]).write(to: inner.appendingPathComponent("latin.py"))
    try Data(repeating: 0x20, count: 1 << 21).write(to: inner.appendingPathComponent("large.py"))
    try FileManager.default.createSymbolicLink(
      at: inner.appendingPathComponent("linked.py"),
      withDestinationURL: folder.appendingPathComponent("outside.py"))
    #expect(FoundModule.text(of: "tools", beside: inner) == "a = 1")
    #expect(FoundModule.text(of: "package.more", beside: inner) == "b = 2")
    for name in [
      "outside", "..outside", "linked", "latin", "large", "package", "", "a b", "tools.a",
    ] {
      #expect(FoundModule.text(of: name, beside: inner) == nil, "\(name)")
    }
  }
}
