import Testing

@testable import Notebooks

/// Points that scikit-learn makes, and a model that tells them apart.
@Suite struct MadePointsNotebookTests {
  private static let code = """
    import numpy as np
    import torch
    from torch import nn
    from sklearn.datasets import make_circles, make_moons
    from sklearn.model_selection import train_test_split
    x, y = make_circles(500, noise=0.05, random_state=7)
    x = torch.from_numpy(x).type(torch.float)
    y = torch.from_numpy(y).type(torch.float)
    a, b, c, d = train_test_split(x, y, test_size=0.2, random_state=7)
    torch.manual_seed(7)
    net = nn.Sequential(nn.Linear(2, 5), nn.ReLU(), nn.Linear(5, 1))
    measure = nn.BCEWithLogitsLoss()
    stepper = torch.optim.SGD(net.parameters(), lr=0.1)
    for turn in range(30):
        net.train()
        loss = measure(net(a).squeeze(), c)
        stepper.zero_grad()
        loss.backward()
        stepper.step()
        net.eval()
        with torch.inference_mode():
            held = measure(net(b).squeeze(), d)
    """

  private func cell(_ edits: [(String, String)]) throws -> RecognizedCell {
    var code = Self.code
    for (old, new) in edits {
      try #require(code.contains(old), "\(old)")
      code = code.replacing(old, with: new)
    }
    return try #require(Drafts.cells([code]).first)
  }

  private func lines(_ edits: (String, String)...) throws -> [String] {
    let cell = try cell(edits)
    #expect(cell.problems.map(\.text) == [])
    var yaml = DraftYAML()
    return cell.actions.flatMap { yaml.lines(of: $0) }
  }

  @Test func readsATrainingOnPoints() throws {
    #expect(
      try lines() == [
        "- circles: 500", "  noise: 0.05", "  random_state: 7", "  as: dataset",
        "- split: dataset", "  test_size: 0.2", "  random_state: 7", "  train: train_rows",
        "  test: test_rows",
        "- model:", "    - linear: [2, 5]", "    - relu", "    - linear: [5, 1]", "  as: model",
        "- optimizer: SGD", "  parameters: [model]", "  lr: 0.1", "  as: optimizer",
        "- loader: train_rows", "  batch_size: all", "  as: whole",
        "- train: model", "  loader: whole", "  optimizer: optimizer", "  loss: bce_with_logits",
        "  epochs: $epochs", "- eval_mode: model",
      ])
  }

  @Test(arguments: [
    (
      "make_circles(500, noise=0.05, random_state=7)",
      ["- circles: 500", "  noise: 0.05", "  random_state: 7"]
    ),
    (
      "make_circles(n_samples=500, shuffle=True, noise=0.05, random_state=7, factor=0.8)",
      ["- circles: 500", "  noise: 0.05", "  random_state: 7"]
    ),
    (
      "make_circles(factor=0.5, random_state=7)",
      ["- circles: 100", "  factor: 0.5", "  random_state: 7"]
    ),
    ("make_circles(500, noise=None, random_state=7)", ["- circles: 500", "  random_state: 7"]),
    ("make_circles(500, shuffle=False)", ["- circles: 500", "  shuffle: false"]),
    (
      "make_moons(n_samples=500, noise=0.07, random_state=7)",
      ["- moons: 500", "  noise: 0.07", "  random_state: 7"]
    ),
    // The lesson draws from the step's seed.
    ("make_moons(500)", ["- moons: 500"]),
  ])
  func saysWhatIsAskedFor(_ call: String, _ expected: [String]) throws {
    let lines = try lines(("make_circles(500, noise=0.05, random_state=7)", call))
    #expect(Array(lines.prefix(expected.count + 1)) == expected + ["  as: dataset"])
  }

  @Test func drawsFromTheSeedOfNumPy() throws {
    let edit = ("make_circles(500, noise=0.05, random_state=7)", "make_moons(500)")
    #expect(
      try lines(("x, y = make", "np.random.seed(5)\nx, y = make"), edit)[1] == "  random_state: 5")
    // A second draw goes on where the first ended.
    let twice = try cell([
      ("x, y = make", "np.random.seed(5)\nx, y = make_moons(9)\nx, y = make"), edit,
    ])
    #expect(!twice.problems.isEmpty)
  }

  @Test(arguments: [
    "make_circles(n, random_state=7)", "make_circles((200, 300), random_state=7)",
    "make_circles(1)",
    "make_circles(500, noise=n, random_state=7)", "make_circles(500, noise=-1, random_state=7)",
    "make_circles(500, random_state=n)", "make_circles(500, shuffle=n)",
    "make_circles(500, factor=n, random_state=7)", "make_circles(500, 0.05)",
    "make_circles(500, other=7)",
    "make_circles(*n)", "make_circles(500, **n)", "make_moons(500, factor=0.5)",
    "make_moons(500, random_state=np.random.RandomState(7))", "make_blobs(500, random_state=7)",
  ])
  func marksWhatItHasNoWordFor(_ call: String) throws {
    let cell = try cell([("make_circles(500, noise=0.05, random_state=7)", call)])
    #expect(!cell.problems.isEmpty)
  }

  @Test(arguments: [
    ("type(torch.float)\ny", "type(torch.float) * 2\ny"),
    ("y = torch.from_numpy(y).type(torch.float)", "y = 1 - torch.from_numpy(y).type(torch.float)"),
    ("x = torch.from_numpy(x)", "x[0] = 9\nx = torch.from_numpy(x)"),
    ("x = torch.from_numpy(x)", "x += np.random.normal(size=x.shape)\nx = torch.from_numpy(x)"),
    ("train_test_split(x, y", "train_test_split(y, x"),
  ])
  func marksPointsThatAreChanged(_ old: String, _ new: String) throws {
    #expect(try !cell([(old, new)]).problems.isEmpty)
  }
}
