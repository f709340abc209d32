import Testing

@testable import Notebooks

/// Points on a line, a model of a weight and a bias, and weights that are saved and loaded again.
@Suite struct LineNotebookTests {
  private static let code = """
    import torch
    from torch import nn
    from pathlib import Path
    slope, height = 2.5, -1.0
    x = torch.arange(0, 2, 0.1).unsqueeze(dim=1)
    y = slope * x + height
    part = int(0.5 * len(x))
    seen_x, seen_y = x[:part], y[:part]
    held_x, held_y = x[part:], y[part:]
    class Line(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Parameter(torch.randn(1, requires_grad=True, dtype=torch.float))
            self.b = nn.Parameter(torch.randn(1))
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.a * x + self.b
    torch.manual_seed(3)
    net = Line()
    measure = nn.L1Loss()
    stepper = torch.optim.SGD(net.parameters(), lr=0.01)
    kept = []
    for turn in range(30):
        net.train()
        loss = measure(net(seen_x), seen_y)
        stepper.zero_grad()
        loss.backward()
        stepper.step()
        net.eval()
        if turn % 10 == 0:
            with torch.inference_mode():
                rest = measure(net(held_x), held_y)
            kept.append(rest.numpy())
            print(turn, loss, rest)
    place = Path("models") / "line.pt"
    torch.save(obj=net.state_dict(), f=place)
    other = Line()
    other.load_state_dict(torch.load(f=place))
    other.eval()
    with torch.inference_mode():
        print(measure(other(held_x), held_y).item())
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
    var yaml = DraftYAML()
    return try cell(edits).actions.flatMap { yaml.lines(of: $0) }
  }

  @Test func readsALineAndItsModel() throws {
    #expect(try cell([]).problems.map(\.text) == [])
    let model = [
      "    - line: {linear: [1, 1]}", "  initial:", "    - {of: [line.weight], normal: [0.0, 1.0]}",
      "    - {of: [line.bias], normal: [0.0, 1.0]}", "  initial_at: instead",
    ]
    #expect(
      try lines() == [
        "- line: [0, 2, 0.1]", "  slope: 2.5", "  intercept: -1.0", "  as: dataset", "- model:",
      ] + model + [
        "  as: model", "- optimizer: SGD", "  parameters: [model]", "  lr: 0.01", "  as: optimizer",
        "- split: dataset", "  parts: {train_rows: 10, test_rows: rest}",
        "- loader: train_rows", "  batch_size: all", "  as: whole",
        "- loader: test_rows", "  batch_size: all", "  as: whole_2",
        "- train: model", "  loader: whole", "  optimizer: optimizer", "  loss: l1",
        "  epochs: $epochs", "  validate: whole_2", "  print_every: 10",
        "- eval_mode: model", "- model:",
      ] + model + [
        "  as: model_2", "- eval_mode: model", "- evaluate: model", "  rows: test_rows",
        "  loss: l1",
      ])
  }

  @Test(arguments: [
    ("torch.arange(0, 2, 0.1)", "torch.arange(0, 2, 1)"),
    ("torch.arange(0, 2, 0.1)", "torch.arange(0, 2, 0.1, dtype=torch.float64)"),
    ("slope * x + height", "slope * x * x + height"), ("slope * x + height", "slope * x - height"),
    ("slope * x + height", "slope * x + height + torch.randn(20, 1)"),
    ("self.a * x + self.b", "self.a * x"), ("self.a * x + self.b", "self.a * x + self.a"),
    ("self.a * x + self.b", "self.a * x * x + self.b"),
    ("nn.Parameter(torch.randn(1))", "nn.Parameter(torch.randn(2))"),
    ("nn.Parameter(torch.randn(1))", "torch.randn(1)"),
    ("nn.Parameter(torch.randn(1))", "nn.Parameter(torch.randn(1), requires_grad=False)"),
    ("self.a * x + self.b", "nn.Linear(1, 1)(self.a * x + self.b)"),
    ("torch.save(obj=net.state_dict(), f=place)", "pass"),
    ("other = Line()", "other = nn.Linear(1, 1)"),
    (
      "other.load_state_dict(torch.load(f=place))",
      "other.load_state_dict(torch.load(f=\"elsewhere\"))"
    ),
    ("torch.load(f=place)", "torch.load(f=place), strict=False"),
  ])
  func marksWhatItHasNoWordFor(_ old: String, _ new: String) throws {
    #expect(try !cell([(old, new)]).problems.isEmpty)
  }

  @Test func loadsWhatAModelHasAlready() throws {
    let edits = [
      ("other = Line()\n", ""), ("other.load", "net.load"), ("other.eval", "net.eval"),
      ("other(held_x)", "net(held_x)"),
    ]
    #expect(try cell(edits).problems.isEmpty)
    // After another training the file holds other weights than the model.
    let more = """
      for turn in range(2):
          loss = measure(net(seen_x), seen_y)
          stepper.zero_grad()
          loss.backward()
          stepper.step()
      net.load_state_dict
      """
    #expect(
      try !cell(edits.map { $0.1 == "net.load" ? ("other.load_state_dict", more) : $0 }).problems
        .isEmpty)
  }
}
