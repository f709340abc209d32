import Testing

@testable import Notebooks

/// Pictures, models that give several values, first values, and loops that only look.
@Suite struct PictureNotebookTests {
  @Test func readsATrainingOnPictures() throws {
    #expect(try PictureNotebook().problems() == [])
    #expect(
      try PictureNotebook().lines() == [
        "- dataset: $data", "  as: pictures", "- split: pictures",
        "  parts: {train_rows: train, test_rows: test}",
        "- transform: train_rows", "  steps:", "    - grayscale", "    - resize: [28, 28]",
        "    - to_tensor",
        "- transform: test_rows", "  steps:", "    - grayscale", "    - resize: [28, 28]",
        "    - to_tensor",
        "- loader: train_rows", "  batch_size: $batch_size", "  shuffle: true", "  as: loader",
        "- loader: test_rows", "  batch_size: $batch_size", "  as: loader_2",
        "- model:", "    - flatten", "    - first: {linear: [784, 20]}", "    - tanh",
        "    - last: {linear: [20, 10]}", "  as: model",
        "- optimizer: SGD", "  parameters: [model]", "  lr: 0.1", "  as: optimizer",
        "- train: model", "  loader: loader", "  optimizer: optimizer", "  loss: cross_entropy",
        "  epochs: $epochs", "  validate: loader",
        "- eval_mode: model", "- eval_mode: model", "- evaluate: model", "  rows: loader_2",
      ])
  }

  /// The same in other words: nothing to do, and the same draft.
  @Test(arguments: [
    PictureNotebook(("if not number % 50", "if number % 50 == 0")),
    .init(("if not number % 50", "if number % 50 == 0 and number > 3")),
    .init(("torch.set_grad_enabled(False)", "torch.no_grad()")),
    .init(("def hits", "@torch.no_grad()\ndef hits")),
    .init(("x, y in batches:\n    print", "n, (x, y) in enumerate(batches):\n    print")),
    .init(("return scores, shares", "return [scores, shares]")),
    .init(("F.softmax(scores, dim=1)", "F.log_softmax(scores, 1)")),
    .init(
      ("return scores, shares", "return scores, shares, x"),
      ("scores, shares = net", "scores, shares, _ = net")
    ),
    .init(("torch.max(shares, 1)", "torch.max(scores, 1)")),
    .init(
      (
        "for x, y in batches:\n    print(\"a batch:\", x.shape, y.shape)\n    break",
        "x, y = next(iter(batches))"
      )),
    .init(
      (
        "for x, y in batches:\n    print(\"a batch:\", x.shape, y.shape)\n    break",
        "some = iter(batches)\nx, y = some.next()\nprint(x.shape)"
      )),
    .init(("begun = time", "assert len(batches) > 0\nbegun = time")),
    .init(("begun = time", "one = x[0].resize_(1, 784)\nbegun = time")),
    .init(
      (
        "for turn",
        "for name in time.tzname:\n    if name == \"x\": break\n    print(name)\nfor turn"
      )),
    .init(("for turn", "if begun > 7: print(\"late\")\nfor turn")),
    .init(
      ("        stepper.step()\n", "        stepper.step()\n        if cost > 7: print(\"much\")\n")
    ),
  ])
  func readsTheSameInOtherWords(_ notebook: PictureNotebook) throws {
    #expect(try notebook.problems() == [])
    #expect(try notebook.lines() == PictureNotebook().lines())
  }

  /// Each computes something else, for which lessons have no word.
  @Test(arguments: [
    // Several values.
    PictureNotebook(("F.cross_entropy(scores, y)", "F.cross_entropy(shares, y)")),
    .init(("return scores, shares", "return shares, self.last(x)")),
    .init(("return scores, shares", "return scores * 2, shares")),
    .init(("F.softmax(scores, dim=1)", "F.softmax(scores, dim=0)")),
    // Batches by themselves.
    .init(
      (
        "        scores, shares = net(x.view(-1, 784))\n        cost",
        "        scores, shares = net(first.view(-1, 784))\n        cost"
      ),
      ("    print(\"a batch:\", x.shape, y.shape)\n    break", "    break\nfirst = x")),
    .init(("    print(\"a batch:\", x.shape, y.shape)\n    break", "    if len(y) > 3: break")),
    .init(("        stepper.step()\n", "        stepper.step()\n        break\n")),
    .init(("        stepper.step()\n", "        stepper.step()\n        if cost > 7: break\n")),
    .init(("    net.train()\n", "    net.train()\n    some = next(iter(others))\n")),
    .init(("net = Digits(20)", "x, y = next(iter(batches))\nnet = Digits(20)")),
    .init(
      (
        "        scores, shares = net(x.view(-1, 784))\n        cost",
        "        x.resize_(x.shape[0], 784)\n        scores, shares = net(x)\n        cost"
      )),
    // What is not known to happen.
    .init(("for turn", "if begun > 7: net = Digits(20)\nfor turn")),
    .init(("for turn", "for k in dir(net): net.eval()\nfor turn")),
    .init(("        stepper.step()\n", "        if cost > 7: stepper.step()\n")),
    .init(
      ("        stepper.step()\n", "        stepper.step()\n        if cost > 7: net.eval()\n"),
      ("torch.tanh(self.first(x))", "F.dropout(torch.tanh(self.first(x)), 0.1, self.training)")),
    .init(
      (
        "        cost.backward()\n",
        "        if cost > 7: cost = cost / 2\n        cost.backward()\n"
      )),
    .init(("torch.set_grad_enabled(False)", "torch.set_grad_enabled(begun)")),
    // In training mode a look does something.
    .init(
      ("    net.eval()\n", ""),
      ("torch.tanh(self.first(x))", "F.dropout(torch.tanh(self.first(x)), 0.1, self.training)")),
    .init(
      ("        cost = F", "        scores, shares = net(x.view(-1, 784))\n        cost = F"),
      ("torch.tanh(self.first(x))", "F.dropout(torch.tanh(self.first(x)), 0.1, self.training)")),
    // A mere list of layers is no part of a model.
    .init(
      ("self.last = nn.Linear(width, 10)", "self.others = [nn.Linear(width, 10)]"),
      ("self.last(x)", "self.others[0](x)")),
  ])
  func marksWhatItHasNoWordFor(_ notebook: PictureNotebook) throws {
    #expect(try notebook.problems() != [])
  }

  @Test func followsWhatStandsBehindALoop() throws {
    let notebook = PictureNotebook(
      ("    with torch.set_grad", "    else:\n        print(turn)\n    with torch.set_grad"))
    #expect(try notebook.problems() == [])
    #expect(try notebook.lines() == PictureNotebook().lines())
  }

  @Test func tellsOfPicturesThatAreDrawn() throws {
    let notebook = PictureNotebook(
      ("    break", "    plt.imshow(x[0].squeeze(), cmap=\"gray\")\n    break"),
      (
        "print(\"others",
        "figure, parts = plt.subplots(1, 2)\nparts[0].hist([1, 2])\nprint(\"others"
      ))
    #expect(try notebook.problems() == [])
    let drawn = try notebook.notes().filter { $0.contains("draws something") }
    #expect(drawn.count == 2)
  }

  /// A cell that sets the same seed twice draws the same numbers twice.
  @Test func startsAStepOfItsOwnWithEachSeed() throws {
    func steps(_ between: String) throws -> [String] {
      let code = [
        PictureNotebook.data, PictureNotebook.model + "\n" + between + PictureNotebook.fit,
      ]
      let sample = SampleNotebook(
        cells: code.enumerated().map { SampleNotebook.code("cell\($0)", $1) })
      let draft = try NotebookImporter.draft(of: sample.notebook(), options: Drafts.options)
      return draft.outcomes.map { $0.actions.joined(separator: " ") }
    }
    #expect(try steps("").last == "model optimizer train eval_mode")
    #expect(
      try steps("torch.manual_seed(4)\n").suffix(2) == ["model optimizer", "train eval_mode"])
  }

  // MARK: - First values

  private func initial(_ edits: (String, String)...) throws -> (lines: [String], problems: [String])
  {
    var notebook = PictureNotebook()
    notebook.edits = edits.map { CodeEdit(old: $0.0, new: $0.1) }
    let lines = try notebook.lines()
    let start = try #require(lines.firstIndex(of: "    - last: {linear: [20, 10]}"))
    let end = try #require(lines.firstIndex(of: "- optimizer: SGD"))
    return (Array(lines[(start + 1)..<end]), try notebook.problems())
  }

  @Test func fillsWithEachLayer() throws {
    let (lines, problems) = try initial(
      (
        "        self.last =",
        """
                self.first.weight.detach().normal_(0.0, 0.1)
                self.first.bias.data.zero_()
                self.last =
        """
      ))
    #expect(problems == [])
    #expect(
      lines == [
        "  initial:", "    - {of: [first.weight], normal: [0.0, 0.1]}",
        "    - {of: [first.bias], constant: 0.0}", "  initial_at: layers", "  as: model",
      ])
  }

  @Test func fillsAllOfAKindBehindThem() throws {
    let (lines, problems) = try initial(
      (
        "    def forward",
        """
                for part in self.modules():
                    if isinstance(part, (nn.Conv2d, nn.Linear)):
                        nn.init.kaiming_normal_(part.weight, nonlinearity="relu")
                        if part.bias is not None:
                            nn.init.constant_(part.bias, 0.25)
            def forward
        """
      ))
    #expect(problems == [])
    #expect(
      lines == [
        "  initial:", "    - {of: [first.weight, last.weight], kaiming_normal: [fan_in, relu]}",
        "    - {of: [first.bias, last.bias], constant: 0.25}", "  as: model",
      ])
  }

  @Test(arguments: [
    // Behind another layer, but not behind all.
    (
      "    def forward",
      "        self.first.weight.data.normal_()\n        self.more = nn.Linear(2, 2)\n    def forward"
    ),
    (
      "        self.last =",
      "        nn.init.normal_(self.first.weight, 0.0, begun)\n        self.last ="
    ),
    (
      "        self.last =",
      "        nn.init.normal_(self.first.weight, generator=g)\n        self.last ="
    ),
    ("        self.last =", "        self.first.weight.data.mul_(2)\n        self.last ="),
    ("        self.last =", "        self.first.weight.data *= 2\n        self.last ="),
    ("        self.last =", "        self.first.weight.data[0] = 2\n        self.last ="),
    ("net = Digits(20)", "net = Digits(20)\nnn.init.zeros_(net.first.weight)"),
    ("net = Digits(20)", "net = Digits(20)\nsome = net.first.weight\nsome -= 1"),
    (
      "    def forward",
      "        for part in self.modules():\n            if part.bias is not None: part.bias.data.zero_()\n    def forward"
    ),
  ])
  func marksFirstValuesThatItHasNoWordFor(_ old: String, _ new: String) throws {
    #expect(try PictureNotebook((old, new)).problems() != [])
  }

  // MARK: - Filling what is made

  private static let filling = """
    net = Digits(20)
    def fill(part):
        if isinstance(part, nn.Linear):
            nn.init.xavier_uniform_(part.weight)
            part.bias.data.fill_(0.01)
    net.apply(fill)
    """

  @Test(arguments: [
    ("", ""), ("if isinstance(part, nn.Linear)", "if type(part) == nn.Linear"),
    ("if isinstance(part, nn.Linear)", "if type(part) in [nn.Linear, nn.Conv2d]"),
    ("net = Digits(20)\n", ""), ("\nnet.apply(fill)", "\nnet = net.apply(fill)"),
  ])
  func fillsWhatIsMade(_ old: String, _ new: String) throws {
    let code = old.isEmpty ? Self.filling : Self.filling.replacing(old, with: new)
    // Without a model of its own the function is called on the one that is there.
    let start = code.contains("net = Digits(20)") ? "" : "net = Digits(20)\n"
    let (lines, problems) = try initial(("net = Digits(20)", start + code))
    #expect(problems == [])
    #expect(
      lines == [
        "  as: model", "  initial:",
        "    - {of: [first.weight, last.weight], xavier_uniform: 1.0}",
        "    - {of: [first.bias, last.bias], constant: 0.01}",
      ])
  }

  @Test(arguments: [
    ("net.apply(fill)", "net.apply(fill)\nnet.apply(fill)"),
    ("net.apply(fill)", "net.apply(lambda part: part.reset_parameters())"),
    ("net.apply(fill)", "net.apply(fill, 7)"), ("net.apply(fill)", "net.apply(other)"),
    ("net.apply(fill)", "torch.manual_seed(4)\nnet.apply(fill)"),
    ("net.apply(fill)", "second = Digits(20)\nnet.apply(fill)"),
    ("net.apply(fill)", "x, y = next(iter(batches))\nnet.apply(fill)"),
    ("net.apply(fill)", "net.first.apply(fill)"),
    ("nn.init.xavier_uniform_(part.weight)", "nn.init.xavier_uniform(part.weight)"),
    ("nn.init.xavier_uniform_(part.weight)", "part.weight.data *= 2"),
    ("nn.init.xavier_uniform_(part.weight)", "part.weight = nn.Parameter(torch.randn(20, 784))"),
    ("nn.init.xavier_uniform_(part.weight)", "nn.init.orthogonal_(part.weight)"),
    ("if isinstance(part, nn.Linear)", "if hasattr(part, \"weight\")"),
    ("if isinstance(part, nn.Linear)", "if type(part) == begun"),
  ])
  func marksWhatElseIsDoneToWhatIsMade(_ old: String, _ new: String) throws {
    let code = Self.filling.replacing(old, with: new)
    #expect(try PictureNotebook(("net = Digits(20)", code)).problems() != [])
  }
}
