import Testing

@testable import Notebooks

/// A draft says what the code says, or marks what is to do.
@Suite struct NoGuessTests {
  private static let logits = "top(seen)"

  @Test func hasNothingToDoWithTheSampleItself() throws {
    #expect(try EditedNotebook().problems() == [])
  }

  /// Each computes something else than the sample, for which lessons have no word.
  private static let others: [EditedNotebook] = [
    // Between the model and its loss.
    .init((logits, "torch.softmax(top(seen), dim=1)")), .init((logits, "torch.sigmoid(top(seen))")),
    .init((logits, "nn.functional.log_softmax(top(seen), -1)")), .init((logits, "top(seen) / 2")),
    .init((logits, "top(seen).softmax(-1)")), .init((logits, "nn.Softmax(dim=1)(top(seen))")),
    .init((logits, "top(seen).detach()")), .init((logits, "top(seen).squeeze()")),
    .init((logits, "top(seen).half()")), .init((logits, "top(seen)[:, :1]")),
    .init((logits, "top(seen).to(torch.float16)")), .init((logits, "top(2 * seen)")),
    .init(("measure(top(seen), wanted)", "measure(wanted, top(seen))")),
    .init(("measure(top(seen), wanted)", "measure(top(seen), 1 - wanted)")),
    .init(("measure(top(seen), wanted)", "measure(top(seen), wanted) / 4")),
    .init(
      ("loss = measure(top(seen), wanted)", "z = top(seen); z *= 2; loss = measure(z, wanted)")),
    .init(("loss = measure(top(seen), wanted)", "loss = measure(top(seen), wanted); loss += 1")),
    // In `forward`.
    .init(
      ("return self.second", "return torch.softmax(self.second"), ("given)))", "given))), dim=1)")),
    .init(("self.bend(self", "torch.sigmoid(self")), .init(("nn.ReLU()", "nn.GELU()")),
    .init(("return self.second(self.bend(self.first(given)))", "return given")),
    .init(("self.second(self.bend", "self.second(2 * self.bend")),
    .init(("self.first(given)", "self.first(given).detach()")),
    .init(("self.bend = nn.ReLU()", "self.bend = nn.ReLU(); self.more = nn.Linear(3, 4)")),
    .init(("self.bend = nn.ReLU()", "self.bend = nn.ReLU(); nn.init.zeros_(self.first.weight)")),
    .init(("class Top(nn.Module)", "class Top(Other)")),
    .init(("def forward(self, given)", "def forward(self, *given)")),
    .init(("def forward", "def __call__(self, x): return x\n    def forward")),
    .init(("top = Top(width, classes)", "top = Top(width, classes).half()")),
    .init(("top = Top(width, classes)", "top = Top(width, classes, 3)")),
    .init(("top = Top(width, classes)", "top = Top(width, classes)\ntop.apply(f)")),
    .init(("top = Top(width, classes)", "top = Top(width, classes)\ntop.first.bias.data.zero_()")),
    .init(("top = Top(width, classes)", "nn.ReLU = nn.GELU\ntop = Top(width, classes)")),
    // Gradients and steps.
    .init(("stepper.zero_grad()", "reader.zero_grad()")), .init(("stepper.zero_grad()", "pass")),
    .init(("loss.backward()\n        stepper.step()", "stepper.step()\n        loss.backward()")),
    .init(
      ("        stepper.zero_grad()\n", ""),
      ("loss.backward()", "loss.backward(); stepper.zero_grad()")),
    .init(("stepper.step()", "stepper.step(f)")),
    .init(("loss.backward()", "loss.backward(retain_graph=True)")),
    .init(("stepper.step()", "if turn % 4 == 0: stepper.step()")),
    .init(
      ("        stepper.step()\n", ""),
      ("    print(f\"epoch", "    stepper.step()\n    print(f\"epoch")),
    .init(("stepper.step()", "nn.utils.clip_grad_norm_(reader.parameters(), 1.0); stepper.step()")),
    .init(("stepper.step()", "nn.utils.clip_grad_value_(top.parameters(), 1.0); stepper.step()")),
    .init(
      ("stepper.step()", "nn.utils.clip_grad_norm_(top.first.parameters(), 1.0); stepper.step()")),
    .init(("loss.backward()", "nn.utils.clip_grad_norm_(top.parameters(), 1.0); loss.backward()")),
    .init(("stepper.step()", "stepper.param_groups[0]['lr'] = 0.1; stepper.step()")),
    .init(
      (
        "stepper.step()",
        "with torch.no_grad():\n            for p in top.parameters(): p -= 0.1 * p.grad"
      )),
    .init(("running += loss.item()", "running += loss.item(); break")),
    .init(("running += loss.item()", "top = Top(width, classes)")),
    .init(("running += loss.item()", "torch.manual_seed(1)")),
    .init(
      ("measure = nn", "late = optim.lr_scheduler.StepLR(stepper, 1)\nmeasure = nn"),
      ("    print(f\"epoch", "    late.step()\n    late.step()\n    print(f\"epoch")),
    .init(
      ("rounds = 3", "rounds = 3; most = 1.0"),
      (
        "stepper.step()",
        "nn.utils.clip_grad_norm_(top.parameters(), most); stepper.step(); most = most / 2"
      )),
    .init(
      ("stepper.step()", "other.step()"),
      ("measure = nn", "other = optim.SGD(reader.parameters())\nmeasure = nn")),
    .init(("top.train()", "top.train()\ntop = Top(width, classes)")),
    // Optimizers.
    .init(
      (
        "stepper = optim.AdamW(top.parameters()",
        "stepper = optim.AdamW([{'params': top.parameters()}]"
      )),
    .init(("top.parameters(), lr", "filter(lambda p: p.ndim > 1, top.parameters()), lr")),
    .init(("top.parameters(), lr", "[p for p in top.parameters() if p.ndim > 1], lr")),
    .init(("optim.AdamW", "other.AdamW"), ("films = load", "import other\nfilms = load")),
    .init(("stepper = ", "stepper = optim.SGD(top.parameters()) if ask() else ")),
    // Data.
    .init(("batches = DataLoader(few", "batches = DataLoader(few, sampler=s")),
    .init(("row[\"input_ids\"]", "row[\"input_ids\"][:9]")),
    .init(("row[\"label\"]", "1 - row[\"label\"]")),
    .init(("row[\"label\"] for row in rows]", "row[\"label\"] for row in rows if row]")),
    .init(("\"attention_mask\": mask", "\"attention_mask\": ids")),
    .init(("few = cut_films[\"train\"]", "few = cut_films[\"train\"].filter(f)")),
    .init(("rows[\"text\"]", "rows[\"title\"]")), .init(("rows[\"text\"]", "rows[\"text\"][:9]")),
    .init(("from datasets import load_dataset", "from seaborn import load_dataset")),
    .init(("from torch import nn, optim", "from torch import nn, optim\nfrom torch.nn import *")),
    .init(("for batch in batches", "for batch in list(batches)")),
    .init(("in batches:", "in zip(batches, batches):")),
    // Python.
    .init(("rounds = 3", "def more():\n    global rounds\n    rounds = 9\nrounds = 3\nmore()")),
    .init(("rounds = 3", "rounds = 3\n(rounds := 4)")),
    .init(("rounds = 3", "rounds = 3\n%run more.py")),
    .init(("stepper.step()", "%time stepper.step()")),
    .init(
      (
        "for weight in reader.parameters():\n    weight.requires_grad = False",
        "[p.requires_grad_(False) for n, p in reader.named_parameters() if n]"
      )),
  ]

  @Test(arguments: others)
  func marksWhatItHasNoWordFor(_ notebook: EditedNotebook) throws {
    #expect(try notebook.problems() != [])
  }

  /// The same in other words: nothing to do, and the same draft.
  @Test(arguments: [
    EditedNotebook(
      ("measure(top(seen), wanted)", "nn.functional.cross_entropy(top(seen), wanted)")),
    .init(("stepper.zero_grad()", "top.zero_grad(set_to_none=True)")),
    .init(
      ("        stepper.zero_grad()\n", ""),
      ("stepper.step()", "stepper.step(); stepper.zero_grad()")),
    .init(("loss.item()", "loss.detach().cpu().item()")), .init(("loss.item()", "float(loss)")),
    .init(("top.parameters(), lr", "filter(lambda p: p.requires_grad, top.parameters()), lr")),
    .init(("for batch in batches", "for number, batch in enumerate(batches, 1)")),
    .init(("top(seen)", "top(seen.detach())")),
    .init(
      (
        "running = 0\n",
        "running = 0\n        batch = {k: v.to(device) for k, v in batch.items()}\n"
      )),
    .init(("torch.argmax(scores, dim=1)", "torch.softmax(scores, dim=-1).argmax(1)")),
    .init(("torch.argmax(scores, dim=1)", "torch.max(scores, 1)[1]")),
    .init(("torch.argmax(scores, dim=1)", "torch.max(scores, dim=1).indices")),
    .init(("\"good\" if choice.item() == 0 else \"bad\"", "[\"good\", \"bad\"][choice]")),
    .init(
      ("\"good\" if choice.item() == 0 else \"bad\"", "{0: \"good\", 1: \"bad\"}[choice.item()]")),
    .init(
      ("\"good\" if choice.item() == 0 else \"bad\"", "\"bad\" if choice.item() != 0 else \"good\"")
    ),
    .init(("return_tensors=\"pt\"", "return_tensors=\"pt\", truncation=True, max_length=99")),
  ])
  func readsTheSameInOtherWords(_ notebook: EditedNotebook) throws {
    #expect(try notebook.problems() == [])
    #expect(try notebook.lines() == EditedNotebook().lines())
  }

  // MARK: - Words for classes

  @Test(arguments: [
    ("[\"good\", \"bad\"][1 - choice]", false), ("\"good\" if choice else \"bad\"", false),
    ("(\"good\" if choice.item() == 0 else \"bad\").upper()", false),
    ("[\"good\"][choice]", false), ("{0: \"good\"}[choice]", false),
    ("[\"good\", f()][choice]", false),
    ("\"good\" if choice > 0 else \"bad\"", false), ("choice == 1", false),
    ("\"good\" if choice == 5 else \"bad\"", false), ("choice.item()", true),
    ("\"caf\\N{DASH}\" if choice == 0 else \"bad\"", false),
    ("names[choice]", false), ("\"good\" if scores[0][1] > 0 else \"bad\"", false),
  ])
  func neverGuessesTheWords(_ words: String, _ isNumber: Bool) throws {
    let notebook = EditedNotebook(("\"good\" if choice.item() == 0 else \"bad\"", words))
    #expect(try notebook.problems().isEmpty == isNumber)
  }

  @Test(arguments: [
    "scores.sum()", "torch.argmax(scores, dim=0)", "torch.argmin(scores)",
    "torch.argmax(torch.softmax(scores, dim=0))", "torch.argmax(-scores)",
  ])
  func marksAClassThatIsChosenInAnotherWay(_ choice: String) throws {
    let notebook = EditedNotebook(("torch.argmax(scores, dim=1)", choice))
    #expect(try notebook.problems() != [])
  }

  @Test(arguments: [
    ("return_tensors=\"pt\"", "return_tensors=\"pt\", truncation=True, max_length=4"),
    ("return_tensors=\"pt\"", "return_tensors=\"pt\", add_special_tokens=False"),
    ("reader(**given)", "reader(given[\"attention_mask\"])"),
    (
      "cutter(sentence, return_tensors=\"pt\").to(device)",
      "cutter(sentence, padding='max_length')['input_ids']"
    ),
  ])
  func marksASentenceThatIsCutOrPadded(_ old: String, _ new: String) throws {
    #expect(try EditedNotebook((old, new)).problems() != [])
  }

  @Test func keepsTheFirstWordsOfAPrediction() throws {
    let notebook = EditedNotebook(
      ("print(f\"the film is {word}\")", "print(word, \"yes\" if choice == 0 else \"no\")"))
    #expect(try notebook.problems() == ["other words for a class than before"])
  }

  // MARK: - Other libraries

  @Test func writesOutWhatTransformersTakesByDefault() throws {
    let notebook = EditedNotebook(
      ("optim.AdamW(top.parameters(), lr=5e-5, weight_decay=0.0005)", "AdamW(top.parameters())"),
      ("import (AutoModel,", "import (AdamW, AutoModel,"))
    let lines = try notebook.lines()
    let start = try #require(lines.firstIndex(of: "- optimizer: AdamW"))
    #expect(
      lines[start...].prefix(5).dropFirst() == [
        "  parameters: [head]", "  eps: 1e-06", "  weight_decay: 0.0", "  as: optimizer",
      ])
    #expect(try notebook.problems() == [])
  }

  // MARK: - Seeds

  @Test func givesEachStepTheSeedInForce() throws {
    let notebook = EditedNotebook(
      ("films = load", "torch.manual_seed(1)\nfilms = load"), ("shuffle()", "shuffle(seed=7)"),
      ("rounds = 3", "torch.manual_seed(99)\nrounds = 3"))
    let actions = try notebook.recognized().flatMap(\.actions).filter { $0.seed != nil }
    #expect(
      actions.map { "\($0.name) \($0.seed ?? "")" } == [
        "head 1", "subset 7", "train 99", "predict 99",
      ])
  }

  @Test func tellsPyTorchsSeedFromOthers() throws {
    let notebook = EditedNotebook(
      (
        "films = load",
        "import random, numpy as np\nrandom.seed(1)\nnp.random.seed(2)\ntorch.manual_seed(3)\nfilms = load"
      ))
    let actions = try notebook.recognized().flatMap(\.actions).filter { $0.seed != nil }
    #expect(
      actions.map { "\($0.name) \($0.seed ?? "")" } == [
        "head 3", "subset 2", "train 3", "predict 3",
      ])
    #expect(try notebook.problems() == [])
  }
}
