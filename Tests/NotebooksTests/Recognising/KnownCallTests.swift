import Testing

@testable import Notebooks

/// A call with an argument that is not understood is to do.
@Suite struct KnownCallTests {
  /// A call that the sample makes, or makes once `others` are changed.
  struct Known: Sendable, CustomTestStringConvertible {
    var old: String
    var callee: String
    var arguments: [String]
    var rest = ""
    /// `false` where a further place is one that the call has.
    var takesNoPlace = true

    init(
      _ old: String, _ callee: String, _ arguments: [String], _ rest: String = "",
      takesNoPlace: Bool = true
    ) {
      (self.old, self.callee, self.arguments) = (old, callee, arguments)
      (self.rest, self.takesNoPlace) = (rest, takesNoPlace)
    }

    var testDescription: String { callee }

    func notebook(_ arguments: [String]) -> EditedNotebook {
      EditedNotebook((old, "\(callee)(\(arguments.joined(separator: ", ")))\(rest)"))
    }

    /// One argument more by its place, before those with a name.
    var withPlace: [String] {
      let index = arguments.firstIndex { $0.contains("=") && !$0.hasPrefix("lambda") }
      var more = arguments
      more.insert("7", at: index ?? arguments.count)
      return more
    }
  }

  private static let calls: [Known] = [
    Known("load_dataset(\"imdb\")", "load_dataset", ["\"imdb\""]),
    Known(
      "AutoTokenizer.from_pretrained(\"bert-base-uncased\")", "AutoTokenizer.from_pretrained",
      ["\"bert-base-uncased\""]),
    Known(
      "AutoModel.from_pretrained(\"bert-base-uncased\")", "AutoModel.from_pretrained",
      ["\"bert-base-uncased\""]),
    Known(
      "cutter(rows[\"text\"], truncation=True,\n                  padding=\"max_length\")",
      "cutter", ["rows[\"text\"]", "truncation=True", "padding=\"max_length\""]),
    Known("films.map(cut, batched=True)", "films.map", ["cut", "batched=True"]),
    Known(
      "films.map(cut, batched=True)", "films.map(cut).rename_column", ["\"label\"", "\"labels\""]),
    Known("films.map(cut, batched=True)", "films.map(cut).remove_columns", ["[\"text\"]"]),
    Known("films.map(cut, batched=True)", "films.map(cut).with_format", ["\"torch\""]),
    Known("nn.Linear(width, 64)", "nn.Linear", ["width", "64"]),
    Known("nn.ReLU()", "nn.ReLU", []),
    Known("Top(width, classes)", "Top", ["width", "classes"]),
    Known("self.first(given)", "self.first", ["given"]),
    Known("self.bend(self.first(given))", "nn.functional.relu", ["self.first(given)", "False"]),
    Known("self.bend(self.first(given))", "torch.relu", ["self.first(given)"]),
    Known("reader.parameters()", "reader.parameters", []),
    Known("weight.requires_grad = False", "reader.requires_grad_", ["False"]),
    Known("reader.to(device)", "reader.to", ["device"]),
    Known("reader.to(device)", "reader.cpu", []),
    Known("top.to(device)", "top.cuda", ["0"]), Known("top.to(device)", "top.eval", []),
    Known(
      "optim.AdamW(top.parameters(), lr=5e-5, weight_decay=0.0005)", "optim.AdamW",
      ["top.parameters()", "lr=5e-5", "weight_decay=0.0005"]),
    Known(
      "optim.AdamW(top.parameters(), lr=5e-5, weight_decay=0.0005)", "optim.Adam",
      ["top.parameters()", "lr=5e-5"]),
    Known(
      "optim.AdamW(top.parameters(), lr=5e-5, weight_decay=0.0005)", "optim.SGD",
      ["top.parameters()", "lr=5e-5"]),
    Known("nn.CrossEntropyLoss()", "nn.CrossEntropyLoss", []),
    Known(
      "few = cut_films[\"train\"].shuffle().select(range(200))",
      "few = cut_films[\"train\"].shuffle", ["3"], ".select(range(200))"),
    Known(".select(range(200))", ".select", ["range(200)"]),
    Known("range(200)", "range", ["0", "200"]),
    Known(
      "torch.tensor([row[\"input_ids\"] for row in rows])", "torch.tensor",
      ["[row[\"input_ids\"] for row in rows]"]),
    Known(
      "torch.tensor([row[\"input_ids\"] for row in rows])", "torch.stack",
      ["[row[\"input_ids\"] for row in rows]"]),
    Known(
      "DataLoader(few, shuffle=True, batch_size=16, collate_fn=gather)", "DataLoader",
      ["few", "shuffle=True", "batch_size=16", "collate_fn=gather"]),
    Known("top.train()", "top.train", []),
    Known("rounds = 3", "rounds = 3; torch.manual_seed", ["3"]),
    Known("in batches:", "in enumerate", ["batches", "0"], ":"),
    Known("reader(input_ids=ids, attention_mask=mask)", "reader", ["ids", "mask"]),
    Known("torch.no_grad()", "torch.no_grad", []),
    Known("stepper.zero_grad()", "stepper.zero_grad", []),
    Known("stepper.zero_grad()", "top.zero_grad", []), Known("top(seen)", "top", ["seen"]),
    Known("measure(top(seen), wanted)", "measure", ["top(seen)", "wanted"]),
    Known("measure(top(seen), wanted)", "nn.functional.cross_entropy", ["top(seen)", "wanted"]),
    Known("loss.backward()", "loss.backward", []), Known("stepper.step()", "stepper.step", []),
    Known(
      "stepper.step()", "nn.utils.clip_grad_norm_", ["top.parameters()", "1.0"], "; stepper.step()"),
    Known("loss.item()", "loss.item", []), Known("len(batches)", "len", ["batches"]),
    Known("round(running / len(batches), 4)", "round", ["running / len(batches)", "4"]),
    Known(
      "cutter(sentence, return_tensors=\"pt\")", "cutter", ["sentence", "return_tensors=\"pt\""]),
    Known("torch.argmax(scores, dim=1)", "torch.argmax", ["scores", "dim=1"]),
    Known("torch.argmax(scores, dim=1)", "scores.argmax", ["1"]),
    Known("torch.argmax(scores, dim=1)", "torch.max", ["scores", "1"], "[1]"),
    Known("torch.argmax(scores, dim=1)", "torch.softmax", ["scores", "1"], ".argmax()"),
    Known("torch.argmax(scores, dim=1)", "torch.sigmoid", ["scores"], ".argmax()"),
    Known("torch.argmax(scores, dim=1)", "scores.softmax", ["1"], ".argmax()"),
    Known("choice.item()", "choice.item", []),
    Known("print(f\"the film is {word}\")", "print", ["word"], takesNoPlace: false),
  ]

  @Test(arguments: calls)
  func leavesToDoWhatHasOneArgumentMore(_ call: Known) throws {
    // `enumerate` binds two names.
    let isCounted = call.callee == "in enumerate"
    func problems(_ arguments: [String]) throws -> [String] {
      var notebook = call.notebook(arguments)
      if isCounted { notebook.edits.append(.init(old: "for batch in", new: "for n, batch in")) }
      return try notebook.problems()
    }
    #expect(try problems(call.arguments) == [])
    #expect(try problems(call.arguments + ["other=7"]) != [])
    #expect(try problems(call.arguments + ["**others"]) != [])
    guard call.takesNoPlace else { return }
    #expect(try problems(call.arguments + ["*others"]) != [])
    #expect(try problems(call.withPlace) != [])
  }

  /// An argument that is left out or another: the draft is another, or something is to do.
  @Test(arguments: [
    ("\"imdb\"", "\"other\""),
    ("load_dataset(\"imdb\")", "load_dataset(\"imdb\", split=\"train\")"),
    (
      "AutoTokenizer.from_pretrained(\"bert-base-uncased\")",
      "AutoTokenizer.from_pretrained(\"other\")"
    ),
    ("AutoModel.from_pretrained(\"bert-base-uncased\")", "AutoModel.from_pretrained(\"other\")"),
    ("truncation=True,", ""), ("truncation=True,", "truncation=False,"),
    ("truncation=True,", "truncation=True, max_length=9,"),
    ("padding=\"max_length\"", ""), ("padding=\"max_length\"", "padding=True"),
    ("rows[\"text\"]", "rows[\"label\"]"),
    ("nn.Linear(width, 64)", "nn.Linear(width, 65)"), ("nn.Linear(width, 64)", "nn.Linear(9, 64)"),
    ("nn.Linear(64, classes)", "nn.Linear(64, 9)"), ("nn.Linear(64, classes)", "nn.Linear(64, 1)"),
    ("weight.requires_grad = False", "weight.requires_grad = True"),
    ("weight.requires_grad = False", "weight.requires_grad = x"),
    ("for weight in reader.parameters()", "for weight in top.parameters()"),
    ("lr=5e-5, ", ""), ("lr=5e-5", "lr=1e-3"), ("weight_decay=0.0005", ""),
    ("weight_decay=0.0005", "weight_decay=0"),
    ("weight_decay=0.0005", "weight_decay=0.0005, betas=(0.8, 0.9)"),
    ("weight_decay=0.0005", "weight_decay=0.0005, betas=(0.8, x)"),
    ("weight_decay=0.0005", "weight_decay=0.0005, eps=1e-6"),
    ("weight_decay=0.0005", "weight_decay=0.0005, amsgrad=True"),
    ("optim.AdamW(top.parameters()", "optim.AdamW(reader.parameters()"),
    ("optim.AdamW", "optim.Adam"),
    (".shuffle()", ""), (".shuffle()", ".shuffle(9)"), ("range(200)", "range(100)"),
    ("range(200)", "range(9, 200)"),
    ("\"train\"", "\"test\""), ("shuffle=True", "shuffle=False"), ("shuffle=True, ", ""),
    ("batch_size=16", "batch_size=8"),
    ("batch_size=16, ", ""), (", collate_fn=gather", ""), ("collate_fn=gather", "collate_fn=f"),
    ("top.train()", "top.train(False)"), ("top.train()", "top.train(x)"),
    ("top.train()", "top.eval()"), ("top.train()", ""),
    ("range(rounds)", "range(2)"), ("range(rounds)", "range(1, rounds)"),
    ("range(rounds)", "range(0, rounds, 2)"),
    ("attention_mask=mask", ""), ("attention_mask=mask", "attention_mask=ids"),
    ("input_ids=ids", "input_ids=mask"),
    ("measure(top(seen), wanted)", "measure(top(seen), mask)"),
    ("round(running / len(batches), 4)", "running / 3"),
    ("round(running / len(batches), 4)", "round(1 - running / len(batches), 4)"),
    ("running = 0", "running = 1"), ("A film like no other.", "Another."),
    ("dim=1", "dim=0"), ("choice.item() == 0", "choice.item() == 1"),
    ("\"good\" if", "\"fine\" if"),
    ("torch.argmax(scores, dim=1)", "torch.argmax(scores[0], dim=1)"),
    (
      "        with torch.no_grad():\n            seen",
      "        if True:\n            reader.requires_grad_(True); seen"
    ),
  ])
  func saysEachArgument(_ old: String, _ new: String) throws {
    let notebook = EditedNotebook((old, new))
    let (found, sample) = (try notebook.recognized(), try EditedNotebook().recognized())
    #expect(
      found.map(\.actions) != sample.map(\.actions) || found.contains { !$0.problems.isEmpty })
  }
}
