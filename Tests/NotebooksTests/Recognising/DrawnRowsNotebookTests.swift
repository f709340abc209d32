import Testing

@testable import Notebooks

/// Parts of data sets in a notebook: in order, drawn, sampled.
@Suite struct DrawnRowsNotebookTests {
  private static let data = """
    import torch
    import numpy as np
    from torchvision import datasets, transforms
    from torch.utils.data import DataLoader, Subset, SubsetRandomSampler, random_split
    digits = datasets.MNIST(root="here", train=True, transform=transforms.ToTensor())

    """

  private static func read(_ code: String) -> (
    lines: [String], problems: [String], seeds: [String?]
  ) {
    let cells = Drafts.cells([data + code])
    var yaml = DraftYAML()
    let actions = cells.flatMap(\.actions).filter { !$0.isReserved }
    return (
      actions.dropFirst(3).flatMap { yaml.lines(of: $0) }, cells.flatMap(\.problems).map(\.text),
      actions.dropFirst(3).map(\.seed)
    )
  }

  @Test func splitsAtRandomByTheDefaultGenerator() {
    let read = Self.read(
      """
      torch.manual_seed(3)
      a, b = random_split(digits, [0.9, 0.1])
      loader = DataLoader(b, batch_size=64, shuffle=True, drop_last=True)
      """)
    #expect(read.problems == [])
    #expect(
      read.lines == [
        "- split: train_rows", "  random_split: true",
        "  parts: {train_rows_2: 54000, test_rows: 6000}", "- loader: test_rows",
        "  batch_size: $batch_size",
        "  shuffle: true", "  drop_last: true", "  as: loader",
      ])
    #expect(read.seeds.first == "3")
  }

  @Test(arguments: [
    "random_split(digits, lengths=(50000, 6000, 4000), generator=torch.Generator().manual_seed(5))",
    "random_split(digits, [50000, 6000, len(digits) - 56000], g)",
  ])
  func splitsAtRandomByAGeneratorOfItsOwn(call: String) {
    let code = "g = torch.Generator()\ng.manual_seed(5)\na, b, c = \(call)"
    let read = Self.read(code)
    #expect(read.problems == [])
    #expect(
      read.lines == [
        "- split: train_rows", "  random_split: true", "  random_state: 5",
        "  parts: {train_rows_2: 50000, validation_rows: 6000, test_rows: 4000}",
      ])
  }

  @Test(arguments: [
    "part = Subset(digits, range(1000))", "part = Subset(digits, torch.arange(1000))",
    "places = list(range(len(digits)))\npart = Subset(digits, places[:1000])",
    "part = Subset(dataset=digits, indices=np.arange(0, 1000))",
  ])
  func takesRowsInOrder(code: String) {
    let read = Self.read(code + "\nloader = DataLoader(part, batch_size=10)")
    #expect(read.problems == [])
    #expect(
      read.lines == [
        "- split: train_rows", "  parts: {train_rows_2: 1000, test_rows: rest}",
        "- loader: train_rows_2", "  batch_size: $batch_size", "  as: loader",
      ])
  }

  @Test func samplesSomeRows() {
    let read = Self.read(
      """
      places = torch.arange(0, 60000)
      some = SubsetRandomSampler(places[55000:])
      loader = DataLoader(digits, batch_size=10, sampler=some)
      """)
    #expect(read.problems == [])
    #expect(
      read.lines == [
        "- split: train_rows", "  parts: {rows: 55000, test_rows: rest}",
        "- loader: test_rows", "  batch_size: $batch_size", "  sampler: subset_random",
        "  as: loader",
      ])
  }

  @Test(arguments: [
    "random_split(digits, [50000, 5000])", "random_split(digits, [0.5, 0.4])",
    "random_split(digits, [50000, 10000], generator=torch.Generator())",
    "random_split(digits, parts)", "random_split(digits, [50000, 10000], None, 3)",
    "Subset(digits, [5, 3, 8])", "Subset(digits, torch.randperm(100))",
    "Subset(digits, range(70000))", "Subset(digits, range(0, 100, 2))",
    "Subset(digits, torch.arange(0, 100, 2))",
    "DataLoader(digits, sampler=SubsetRandomSampler(torch.randperm(60000)))",
    "DataLoader(digits, shuffle=True, sampler=SubsetRandomSampler(range(100)))",
    "DataLoader(digits, sampler=SubsetRandomSampler(range(61000)))",
    "DataLoader(digits, sampler=SubsetRandomSampler(range(100), torch.Generator()))",
    "DataLoader(digits, sampler=other)", "DataLoader(digits, drop_last=last)",
    "DataLoader(digits, sampler=torch.utils.data.RandomSampler(digits))",
  ])
  func marksWhatIsNotFollowed(call: String) {
    let read = Self.read("made = \(call)")
    #expect(!read.problems.isEmpty)
    #expect(
      !read.lines.contains { $0.hasPrefix("- loader") || $0.hasPrefix("- split: train_rows") })
  }

  /// It goes on from where it stands, which a lesson cannot say.
  @Test func marksAGeneratorThatHasDrawn() {
    let read = Self.read(
      """
      g = torch.Generator().manual_seed(5)
      a, b = random_split(digits, [50000, 10000], g)
      c, d = random_split(a, [40000, 10000], generator=g)
      """)
    #expect(!read.problems.isEmpty)
    #expect(read.lines.count { $0.hasPrefix("- split") } == 1)
  }

  /// A share of all rows is none of those that were handed out.
  @Test func marksAShareOfRowsThatWereNotAllHandedOut() {
    let fit = { (count: String) in
      """
      net = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
      loader = DataLoader(digits, batch_size=64, drop_last=True)
      net.eval()
      right, seen = 0, 0
      with torch.no_grad():
          for x, y in loader:
              best = net(x).argmax(dim=1)
              right += (best == y).sum().item()
              seen += y.size(0)
      print("right:", right / \(count))
      """
    }
    #expect(Self.read(fit("seen")).lines.contains("- evaluate: model"))
    #expect(!Self.read(fit("len(digits)")).lines.contains("- evaluate: model"))
  }
}
