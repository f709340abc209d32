import Testing

@testable import Notebooks

@Suite struct RecognizerTests {
  /// What stands before a training in a notebook.
  private static let before = [
    SampleCode.load, SampleCode.tokens, SampleCode.models, SampleCode.prepare,
  ]

  /// The last cell, behind those before it.
  private func cell(_ source: String, after others: [String] = before) throws -> RecognizedCell {
    try #require(Drafts.cells(others + [source]).last)
  }

  private func lines(_ cell: RecognizedCell) -> [String] {
    var yaml = DraftYAML()
    return cell.actions.flatMap { yaml.lines(of: $0) }
  }

  // MARK: - One call, many spellings

  @Test(arguments: [
    ("from datasets import load_dataset as get\nd = get('stanfordnlp/imdb')", ["- dataset: $data"]),
    ("import datasets\nd = datasets.load_dataset(path='imdb')", ["- dataset: $data"]),
    (
      "from transformers import BertTokenizerFast\nt = BertTokenizerFast.from_pretrained(name)",
      ["- tokenizer: $backbone"]
    ),
    (
      "import transformers as t\nm = t.AutoModel.from_pretrained(name).cuda()",
      ["- backbone: $backbone"]
    ),
  ])
  func readsLoadingInAnySpelling(_ source: String, _ expected: [String]) {
    let found = Drafts.actions("name = 'google-bert/bert-base-uncased'", source)
    #expect(found.filter { $0.hasPrefix("- ") } == expected)
    #expect(Drafts.problems("name = 'x/bert-base-uncased'", source) == [])
  }

  @Test func readsATokenisingLambda() throws {
    let found = try cell(
      "t = films.map(lambda r: cutter(r['text'], max_length=128, truncation=True, padding=True))",
      after: [SampleCode.load, SampleCode.tokens])
    #expect(
      lines(found) == [
        "- tokenize: dataset", "  tokenizer: tokenizer", "  padding: longest", "  truncation: true",
        "  max_length: 128", "  as: tokenized_2",
      ])
    #expect(
      found.notes == ["the notebook pads to the longest of a `map` batch, the lesson of a loader's"]
    )
  }

  @Test func readsAHeadOfLayersInARow() {
    let layers = "nn.Sequential(nn.Linear(768, 8 * 4), nn.ReLU(), nn.Linear(32, 3))"
    #expect(
      Drafts.actions(SampleCode.load, SampleCode.tokens, SampleCode.models, "other = \(layers)")
        == ["- head: 768", "  hidden: 32", "  labels: 3", "  as: head_2"])
    // Without a backbone they are a model by themselves.
    #expect(
      Drafts.actions("from torch import nn\nmodel = \(layers)") == [
        "- model:", "    - linear: [768, 32]", "    - relu", "    - linear: [32, 3]", "  as: model",
      ])
  }

  @Test(arguments: [
    ("for p in reader.parameters(): p.requires_grad = False", "- freeze: backbone"),
    ("for _, p in reader.named_parameters():\n  p.requires_grad = False", "- freeze: backbone"),
    ("reader.requires_grad_(False)", "- freeze: backbone"),
    ("for p in top.parameters():\n  p.requires_grad = True", "- unfreeze: head"),
    ("reader.eval()", "- eval_mode: backbone"), ("top.train(False)", "- eval_mode: head"),
  ])
  func readsFreezingAndModes(_ source: String, _ expected: String) throws {
    let found = try cell(source)
    #expect(lines(found) == [expected])
    #expect(found.problems == [])
  }

  @Test(arguments: [
    (
      "optim.SGD(top.parameters(), 0.1, momentum=.9, nesterov=True)",
      [
        "- optimizer: SGD", "  parameters: [head]", "  lr: 0.1", "  momentum: 0.9",
        "  nesterov: true",
      ]
    ),
    (
      "torch.optim.AdamW(list(reader.parameters()) + list(top.parameters()), lr=2 * 1e-5)",
      ["- optimizer: AdamW", "  parameters: [backbone, head]", "  lr: 2e-05"]
    ),
    (
      "optim.Adam(filter(lambda p: p.requires_grad, top.parameters()), betas=(0.8, 0.9))",
      ["- optimizer: Adam", "  parameters: [head]", "  betas: [0.8, 0.9]"]
    ),
  ])
  func readsOptimizers(_ source: String, _ expected: [String]) throws {
    let found = try cell("other = \(source)")
    #expect(lines(found) == expected + ["  as: optimizer_2"])
    #expect(found.problems == [])
  }

  @Test func followsFunctionsOfTheNotebooksOwn() throws {
    let found = try cell(
      """
      def ask(words, model):
          with torch.no_grad():
              out = model(reader(**cutter(words, return_tensors="pt")).pooler_output)
          return ["bad", "good"][out.argmax(-1).item()]

      print(ask("What a film.", top))
      """)
    #expect(
      lines(found) == [
        "- predict: \"What a film.\"", "  model: head", "  features: backbone.pooler_output",
        "  tokenizer: tokenizer", "  labels: [\"bad\", \"good\"]", "  dataset: tokenized",
      ])
    #expect(found.problems == [])
  }

  @Test func takesAShufflesOwnSeedForTheStep() throws {
    let found = try cell(
      "few = cut_films['train'].shuffle(seed=7).select(range(100, 300))")
    #expect(found.actions.map(\.seed) == ["7"])
    #expect(
      lines(found) == [
        "- subset: tokenized.train", "  shuffle: true", "  skip: 100", "  rows: $rows",
        "  as: subset",
      ])
  }

  // MARK: - Names

  @Test func givesANewHeadTheOldNameUnlessTheOldOneIsStillHeld() throws {
    #expect(lines(try cell("top = Top(width, classes)")).last == "  as: head")
    #expect(lines(try cell("kept = top\ntop = Top(width, classes)")).last == "  as: head_2")
    #expect(
      lines(try cell("both = nn.Sequential(reader, top)\ntop = Top(width, classes)")).last
        == "  as: head_2")
  }

  // MARK: - Training loops

  /// A training whose loss is summed and printed in some way.
  private func training(
    outside: String = "", epoch: String = "", batch: String = "", after: String = "",
    print: String = "print(s / len(batches))"
  ) -> String {
    """
    \(outside)
    for e in range(3):
        pass; \(epoch)
        for b in batches:
            pass; \(batch)
            v = reader(b["input_ids"], b["attention_mask"]).pooler_output
            stepper.zero_grad()
            loss = measure(top(v), b["label"])
            loss.backward()
            stepper.step()
            s += loss.item(); \(after)
        \(print)
    """
  }

  @Test func tellsTheMeanFromTheLastBatch() throws {
    func printed(_ source: String) throws -> String? {
      lines(try cell(source)).first { $0.hasPrefix("  print:") }
    }
    #expect(try printed(training(epoch: "s = 0")) == "  print: mean")
    #expect(try printed(training(batch: "s = 0.0")) == "  print: last_batch_over_batches")
    #expect(
      try printed(training(epoch: "s = 0", print: "a = s / len(batches)\n    print('%.4f' % a)"))
        == "  print: mean")
    #expect(
      try printed(training(epoch: "s = 0", batch: "s = 0")) == "  print: last_batch_over_batches")
    #expect(try printed(training(epoch: "s = 0", print: "print(s)")) == "  print: sum")
    #expect(
      try printed(training(epoch: "s = 0", print: "print(loss.item())")) == "  print: last_batch")
    #expect(
      try printed(training(epoch: "s = 0", after: "print(loss.item())", print: "pass"))
        == "  print: each_batch")
  }

  @Test(arguments: [
    ("s = 0", "", "", "", "print(s / len(batches))"),
    ("", "s = 1", "", "", "print(s / len(batches))"),
    ("", "s = 0", "", "s = 0", "print(s / len(batches))"),
    ("", "s = 0", "", "s += loss.item()", "print(s / len(batches))"),
    ("", "s = 0", "if loss_is_odd(): s = 0", "", "print(s / len(batches))"),
    ("", "s = 0", "\n        if odd(): s = 0", "", "print(s / len(batches))"),
    ("", "s = 0", "", "", "print(s / len(others))"), ("", "", "s = 0", "", "print(s)"),
  ])
  func saysNothingOfALossThatItCannotTell(
    _ outside: String, _ epoch: String, _ batch: String, _ after: String, _ print: String
  ) throws {
    let others = "others = DataLoader(few, batch_size=4)"
    let found = try cell(
      others + "\n"
        + training(outside: outside, epoch: epoch, batch: batch, after: after, print: print))
    #expect(!lines(found).contains { $0.hasPrefix("  print:") })
    #expect(lines(found).contains("- train: head"))
  }

  @Test(arguments: [
    ("stepper.zero_grad()", "", "a training whose batch is not: gradients to zero, backward, step"),
    (
      "b[\"attention_mask\"]", "None",
      "a backbone that gets something else than a batch's ids and mask, or one sentence"
    ),
    (
      ".pooler_output", ".last_hidden_state[:, 0]",
      "a head that gets something else than a backbone's `pooler_output`"
    ),
    ("b[\"label\"]", "b[\"text\"]", "a loss of something else than logits and labels"),
    ("range(3)", "range(count)", "a training whose number of epochs is no constant"),
    (
      "loss.backward()", "loss.backward(); stepper.step()",
      "a training whose batch is not: gradients to zero, backward, step"
    ),
  ])
  func makesNoTrainingOfAnythingElse(_ part: String, _ other: String, _ problem: String) throws {
    let found = try cell(training(epoch: "s = 0").replacing(part, with: other))
    #expect(!lines(found).contains { $0.hasPrefix("- train:") })
    #expect(found.problems.map(\.text).contains(problem), "\(found.problems)")
  }

  @Test func refusesToDetachABackboneThatIsTrained() throws {
    let source =
      "reader.requires_grad_(True)\n"
      + "stepper = optim.AdamW(list(reader.parameters()) + list(top.parameters()))\n"
      + training(epoch: "s = 0")
    let found = try cell(source)
    #expect(!lines(found).contains { $0.hasPrefix("- train:") })
    #expect(
      found.problems.map(\.text).contains(
        "a training of backbone and head that `nn.Sequential` does not join"))
  }

  // MARK: - What it has no word for

  @Test(arguments: [
    (
      "import pandas as pd\nx = 1\ny = pd.read_csv('a.csv', header=None)",
      ["3: a `read_csv` of other columns or rows than the file has"]
    ),
    ("while True:\n  x = 1", ["1: a `while`"]),
    ("x = (1 2)\ny = 3", ["1: a line that cannot be read as Python"]),
    ("x =  # to write\ny = 3", ["1: a line that cannot be read as Python"]),
    ("y = 3\ny += \nx: int = ", (2...3).map { "\($0): a line that cannot be read as Python" }),
    ("%%bash\nls", ["1: the cell is not Python (`%%bash`)"]),
    ("for i in range(3):\n  x = i", []),
    (
      "from transformers import AutoModelForSequenceClassification as A\nm = A.from_pretrained('x')",
      [
        "2: `AutoModelForSequenceClassification`, a backbone with a head of transformers' own: a lesson has `backbone`, `head` and `sequential`"
      ]
    ),
    (
      "from transformers import Trainer, TrainingArguments\nmine = TrainingArguments('there', num_train_epochs=3)\nt = Trainer(None, mine)\nt.train()",
      [
        "3: `Trainer`, which trains in a way of its own: a lesson says it with `loader`, `optimizer` and `train`"
      ]
    ),
    (
      "from transformers import AutoModelForTokenClassification as A, Trainer\nm = A.from_pretrained('x')\nt = Trainer(model=m)\nt.train()\nt.evaluate()",
      [
        "2: `AutoModelForTokenClassification`, a backbone with a head of transformers' own: a lesson has `backbone`, `head` and `sequential`"
      ]
    ),
    (
      "from transformers import pipeline\nask = pipeline('sentiment-analysis')\nask('good')",
      ["2: `pipeline`: a lesson asks a model of its own with `predict`"]
    ),
    ("import numpy as np\nprint('a', len([1]))\nx = 1 + 2", []),
    ("import torch\ntorch.manual_seed(3)\nif torch.cuda.is_available(): print('yes')", []),
  ])
  func saysWhatIsLeftToDo(_ source: String, _ expected: [String]) {
    #expect(Drafts.problems(source) == expected)
  }

  @Test func doesNotTrustAHeadWhoseLayersAreMadeInAnotherOrder() throws {
    let swapped = SampleCode.models.replacing(
      "self.first = nn.Linear(width, 64)", with: "self.last = nn.Linear(64, classes)"
    ).replacing("self.second = nn.Linear(64, classes)", with: "self.first = nn.Linear(width, 64)")
      .replacing("self.second(", with: "self.last(")
    let found = try cell(swapped, after: [SampleCode.load, SampleCode.tokens])
    #expect(
      found.problems.map(\.text) == [
        "a model whose layers are not made in the order in which they are used: their first values would be others"
      ])
  }

  @Test func forgetsWhatASkippedBranchMayHaveChanged() throws {
    let found = try cell(
      "rate = 0.1\nif ask(): rate = 0.2\nother = optim.AdamW(top.parameters(), lr=rate)")
    #expect(found.problems.map(\.text).contains("an optimizer whose `lr` is no constant"))
  }

  @Test func followsFunctionsThatCallThemselvesOnlySoFar() {
    #expect(
      Drafts.problems("def f(x): return f(x) + f(x)\ny = f(1)")
        == ["2: functions that call each other too deeply"])
  }
}
