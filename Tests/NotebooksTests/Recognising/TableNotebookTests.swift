import Testing

@testable import Notebooks

/// Tables, models of layers, and trainings on them.
@Suite struct TableNotebookTests {
  @Test func readsATrainingOnATable() throws {
    #expect(try TableNotebook().problems() == [])
    #expect(
      try TableNotebook().lines() == [
        "- dataset: $data", "  as: dataset",
        "- split: dataset", "  test_size: 0.3", "  random_state: 1", "  train: train_rows",
        "  test: test_rows",
        "- scale: [train_rows, test_rows]", "  by: standard", "  fitted_on: train_rows",
        "- loader: train_rows", "  batch_size: $batch_size", "  shuffle: true", "  as: loader",
        "- loader: test_rows", "  batch_size: $batch_size", "  as: loader_2",
        "- model:", "    - first: {linear: [4, 8]}", "    - relu", "    - drop: {dropout: 0.2}",
        "    - last: {linear: [8, 3]}", "  as: model",
        "- optimizer: Adam", "  parameters: [model]", "  lr: 0.01", "  as: optimizer",
        "- train: model", "  loader: loader", "  optimizer: optimizer", "  loss: cross_entropy",
        "  epochs: $epochs", "  schedule: {step: [5, 0.5]}", "  schedule_by: epoch",
        "  validate: loader_2", "  print: mean", "  print_every: 5",
        "- eval_mode: model", "- eval_mode: model",
        "- evaluate: model", "  rows: loader_2",
      ])
  }

  /// The same in other words: nothing to do, and the same draft.
  @Test(arguments: [
    TableNotebook(("flowers = load_iris()", "flowers = load_iris(return_X_y=False)")),
    .init(("flowers.data, flowers.target", "flowers['data'], flowers['target']")),
    .init(("a = size.fit_transform(a)", "size.fit(a); a = size.transform(a)")),
    .init(("torch.tensor(a, dtype=torch.float32)", "torch.from_numpy(a).float()")),
    .init(("torch.tensor(a, dtype=torch.float32)", "torch.FloatTensor(a)")),
    .init(("torch.tensor(a, dtype=torch.float32)", "torch.Tensor(a.astype('float32'))")),
    .init(("torch.tensor(c, dtype=torch.long)", "torch.LongTensor(c)")),
    .init(("torch.tensor(c, dtype=torch.long)", "torch.tensor(c).long()")),
    .init(("F.relu(self.first(x))", "self.first(x).relu()")),
    .init(("F.relu(self.first(x))", "torch.relu(self.first(x))")),
    .init(("self.drop(x)", "F.dropout(x, 0.2, training=self.training)"), ("drop: {", "")),
    .init(("measure(net(x), y)", "F.cross_entropy(net(x), y)")),
    .init(("right / count", "100 * right / count")),
    .init(("right / count", "right / len(others.dataset)")),
    .init(("best = net(x).argmax(dim=1)", "_, best = torch.max(net(x), 1)")),
    .init(("(best == y).sum().item()", "best.eq(y).sum().item()")),
    .init(
      (
        "for x, y in others:\n        best",
        "for n, (x, y) in enumerate(others):\n        best"
      )),
    .init(("rest / len(others)", "rest / len(others) if True else 0")),
    .init(("net(x).argmax(dim=1)", "torch.softmax(net(x), dim=1).argmax(1)")),
  ])
  func readsTheSameInOtherWords(_ given: TableNotebook) throws {
    var notebook = given
    let isFunction = notebook.edits.contains { $0.old == "drop: {" }
    notebook.edits.removeAll { $0.old == "drop: {" }
    #expect(try notebook.problems() == [])
    // A function has no name of its own.
    let expected = try TableNotebook().lines().map { line in
      isFunction && line.contains("drop:") ? "    - dropout: 0.2" : line
    }
    #expect(try notebook.lines() == expected)
  }

  /// Each computes something else, for which lessons have no word.
  @Test(arguments: [
    // Data.
    TableNotebook(("a = size.fit_transform(a)", "old = a; a = size.fit_transform(a); a = old")),
    .init(("b = size.transform(b)", "b = StandardScaler().fit_transform(a)")),
    .init(("a = size.fit_transform(a)", "a = size.fit_transform(a.astype('float32'))")),
    .init(("a = size.fit_transform(a)", "a = (a - a.mean()) / a.std()")),
    .init(("TensorDataset(a, c)", "TensorDataset(a, d)")),
    .init(("TensorDataset(a, c)", "TensorDataset(c, a)")),
    .init(("TensorDataset(a, c)", "TensorDataset(2 * a, c)")),
    .init(("flowers.target, test", "flowers.target[::-1], test")),
    .init(("shuffle=True", "shuffle=True, sampler=s")),
    .init(("shuffle=True", "shuffle=True, drop_last=last")),
    .init(("random_state=1", "random_state=s")), .init(("random_state=1", "train_size=0.5")),
    // Models.
    .init(("return self.last(self.drop(x))", "return self.last(self.drop(x)) * 2")),
    .init(("return self.last(self.drop(x))", "return self.last(self.drop(x)).softmax(0)[:, 0]")),
    .init(("self.drop(x)", "F.dropout(x, 0.2)")),
    .init(
      (
        "self.first = nn.Linear(4, width)",
        "self.more = nn.Linear(4, 4); self.first = nn.Linear(4, width)"
      )),
    .init(
      ("        self.first = nn.Linear(4, width)\n", ""),
      (
        "self.last = nn.Linear(width, 3)",
        "self.last = nn.Linear(width, 3); self.first = nn.Linear(4, width)"
      )),
    .init(("nn.Linear(width, 3)", "nn.Linear(width, 3, dtype=torch.float64)")),
    .init(("net = Flowers(8)", "net = Flowers(8)\nnn.init.zeros_(net.first.weight)")),
    .init(("net = Flowers(8)", "net = Flowers(8)\nnet.apply(f)")),
    .init(("net = Flowers(8)", "net = Flowers(8)\nnet.load_state_dict(torch.load('a'))")),
    .init(("nn.CrossEntropyLoss()", "nn.CrossEntropyLoss(ignore_index=1)")),
    .init(("lr=0.01", "lr=0.01, maximize=True")),
    .init(("nn.CrossEntropyLoss()", "nn.BCELoss()")),
    // Trainings.
    .init(("    net.train()\n", ""), ("nn.Dropout(0.2)", "nn.Dropout(0.5)")),
    .init(("        stepper.zero_grad()\n", "")),
    .init(
      ("measure(net(x), y)\n        loss", "measure(net(x).softmax(1), y)\n        loss")),
    .init(("measure(net(x), y)\n        loss", "measure(net(x), 2 - y)\n        loss")),
    .init(
      (
        "measure(net(x), y)\n        loss",
        "measure(net(x), y) + net.first.weight.norm()\n        loss"
      )),
    .init(("stepper.step()", "stepper.step(); break")),
    .init(("    net.eval()\n    rest", "    rest")),
    .init(("slower.step()", "if turn > 3: slower.step()")),
    .init(("slower.step()", "slower.step(); slower.step()")),
    .init(
      (
        "for x, y in others:\n            rest",
        "for x, y in batches:\n            loss.backward(); rest"
      )),
    .init(("optim.Adam(net.parameters()", "optim.Adam(net.last.parameters()")),
    // Scores.
    .init(("best == y).sum()", "best != y).sum()"), ("right / count", "accuracy_score(y, y)")),
    .init(
      ("net(x).argmax(dim=1)", "net(x).argmax(dim=0)"), ("right / count", "accuracy_score(y, best)")
    ),
  ])
  func marksWhatItHasNoWordFor(_ notebook: TableNotebook) throws {
    #expect(try notebook.problems() != [])
  }

  /// One layer that is not known is one thing to do, and what is built on it is there.
  @Test func marksAnUnknownLayerOnce() throws {
    let notebook = TableNotebook(("nn.Dropout(0.2)", "nn.AlphaDropout(0.2)"))
    #expect(try notebook.problems() == ["a call of `torch.nn.AlphaDropout`"])
    #expect(try notebook.lines().contains("- train: model"))
  }

  /// What cannot be followed is told of where it stands, and once in each cell behind it.
  @Test func tellsOfWhatFollowsOnce() throws {
    let cells = try TableNotebook(("class Flowers(nn.Module)", "class Flowers(Other)")).recognized()
    #expect(cells.map(\.problems.count) == [0, 1, 1, 1])
  }

  /// Rows that go in with another shape, and a model that is one layer.
  @Test func givesRowsTheShapeThatTheModelTakes() {
    let lines = Drafts.actions(
      """
      import torch
      from torch import nn
      from torchvision import datasets, transforms
      from torch.utils.data import DataLoader
      pictures = datasets.MNIST("data", transform=transforms.ToTensor())
      batches = DataLoader(pictures, batch_size=64, shuffle=True)
      net = nn.Linear(28 * 28, 10)
      measure = nn.CrossEntropyLoss()
      stepper = torch.optim.SGD(net.parameters(), lr=0.1)
      for turn in range(2):
          for x, y in batches:
              loss = measure(net(x.view(-1, 28 * 28)), y)
              stepper.zero_grad()
              loss.backward()
              stepper.step()
      """)
    #expect(lines.contains("    - flatten"))
    #expect(lines.contains("    - linear: [784, 10]"))
    #expect(lines.contains("- train: model"))
  }

  @Test func takesAShapeApart() {
    let lines = Drafts.actions(
      TableNotebook.data,
      "rows, width = a.shape\nnet = nn.Sequential(nn.Linear(width, 3), nn.ReLU())")
    #expect(lines.first == "- model:" && lines.contains("    - linear: [4, 3]"))
  }

  // MARK: - Arguments

  private static let calls: [(old: String, callee: String, arguments: [String])] = [
    ("load_iris()", "load_iris", []),
    (
      "train_test_split(flowers.data, flowers.target, test_size=0.3, random_state=1)",
      "train_test_split", ["flowers.data", "flowers.target", "test_size=0.3", "random_state=1"]
    ),
    ("StandardScaler()", "StandardScaler", []),
    ("size.fit_transform(a)", "size.fit_transform", ["a"]),
    ("size.transform(b)", "size.transform", ["b"]),
    ("torch.tensor(a, dtype=torch.float32)", "torch.tensor", ["a", "dtype=torch.float32"]),
    ("TensorDataset(a, c)", "TensorDataset", ["a", "c"]),
    (
      "DataLoader(TensorDataset(a, c), batch_size=16, shuffle=True)", "DataLoader",
      ["TensorDataset(a, c)", "batch_size=16", "shuffle=True"]
    ),
    ("nn.Linear(4, width)", "nn.Linear", ["4", "width", "True"]),
    ("nn.Dropout(0.2)", "nn.Dropout", ["0.2", "False"]), ("Flowers(8)", "Flowers", ["8"]),
    ("nn.CrossEntropyLoss()", "nn.CrossEntropyLoss", []),
    (
      "optim.lr_scheduler.StepLR(stepper, 5, gamma=0.5)", "optim.lr_scheduler.StepLR",
      ["stepper", "5", "0.5"]
    ),
    ("self.first(x)", "self.first", ["x"]),
    ("F.relu(self.first(x))", "F.relu", ["self.first(x)", "False"]),
    ("measure(net(x), y)\n        loss", "measure", ["net(x)", "y"]),
    ("net.train()", "net.train", []), ("stepper.zero_grad()", "stepper.zero_grad", []),
    ("slower.step()", "slower.step", []), ("loss.backward()", "loss.backward", []),
    ("net(x).argmax(dim=1)", "net(x).argmax", ["1"]),
    ("right / count", "accuracy_score", ["y", "best"]),
  ]

  @Test(arguments: calls.indices)
  func leavesToDoWhatHasOneArgumentMore(_ index: Int) throws {
    let call = Self.calls[index]
    func problems(_ arguments: [String]) throws -> [String] {
      let rest = call.old.hasSuffix("loss") ? "\n        loss" : ""
      return try TableNotebook(
        (call.old, "\(call.callee)(\(arguments.joined(separator: ", ")))\(rest)")
      ).problems()
    }
    #expect(try problems(call.arguments) == [], "\(call.callee)")
    #expect(try problems(call.arguments + ["other=7"]) != [], "\(call.callee)")
    #expect(try problems(call.arguments + ["**others"]) != [], "\(call.callee)")
    #expect(try problems(call.arguments + ["*others"]) != [], "\(call.callee)")
    let place = call.arguments.firstIndex { $0.contains("=") } ?? call.arguments.count
    var more = call.arguments
    more.insert("7", at: place)
    #expect(try problems(more) != [], "\(call.callee)")
  }
}
