import Foundation
import Records

@testable import Notebooks

/// A small notebook that trains two classifiers of reviews, written for these tests.
struct SampleNotebook {
  struct Cell {
    var kind: String
    var id: String
    var source: String
    var tags: [String] = []
    var printed: [String] = []
  }

  /// Where a file keeps its cells' ids.
  enum IDs { case colab, nbformat, none }

  var cells: [Cell]

  static let classifiers = SampleNotebook(cells: [
    text("intro", "# Two small classifiers\nSome words about borrowed models.\n\nAnd some more."),
    code("load-it", SampleCode.load, tags: ["parameters", "slow"]),
    text("tokens-text", "Tokens come next, says this sentence."),
    code("tokens", SampleCode.tokens),
    text("models-text", "## The models\n\nA sentence on models."),
    code("models", SampleCode.models),
    code("prepare", SampleCode.prepare),
    text("train-text", "### Training\nHere we go."),
    code(
      "fit", SampleCode.fit, printed: ["epoch 1: 0.0109", "epoch 2: 0.0110", "epoch 3: 0.0108"]),
    code("ask", SampleCode.ask, tags: ["answer"], printed: ["the film is good"]),
    text("both-text", "## Both together\nOne last time."),
    code("prepare-both", SampleCode.prepareBoth),
    code("fit-both", SampleCode.fitBoth),
    code("ask-again", SampleCode.askAgain),
    text("end-text", "Closing words that are nobody else's."),
  ])

  static func text(_ id: String, _ source: String) -> Cell {
    Cell(kind: "markdown", id: id, source: source)
  }

  static func code(
    _ id: String, _ source: String, tags: [String] = [], printed: [String] = []
  ) -> Cell {
    Cell(kind: "code", id: id, source: source, tags: tags, printed: printed)
  }

  /// The file, of nbformat 4.
  func data(_ ids: IDs = .colab) throws -> Data {
    let list = cells.map { cell -> JSONValue in
      var metadata: [String: JSONValue] = [:]
      if ids == .colab { metadata["id"] = .string(cell.id) }
      if !cell.tags.isEmpty { metadata["tags"] = .array(cell.tags.map(JSONValue.string)) }
      var object: [String: JSONValue] = [
        "cell_type": .string(cell.kind), "metadata": .object(metadata),
        "source": NotebookJSON.lines(cell.source),
      ]
      if ids == .nbformat { object["id"] = .string(cell.id) }
      if cell.kind == "code" {
        let lines = cell.printed.map { $0 + "\n" }.joined()
        let stream: JSONValue = [
          "output_type": "stream", "name": "stdout", "text": .string(lines),
        ]
        object["outputs"] = .array(lines.isEmpty ? [] : [stream])
        object["execution_count"] = .null
      }
      return .object(object)
    }
    return Data(
      try NotebookJSON.text([
        "cells": .array(list), "nbformat": 4, "nbformat_minor": ids == .nbformat ? 5 : 0,
        "metadata": ["kernelspec": ["name": "python3", "display_name": "Python 3"]],
      ]).utf8)
  }

  func notebook(_ ids: IDs = .colab) throws -> Notebook {
    try NotebookReader.read(data(ids), path: "sample.ipynb")
  }
}

/// Code in the manner of course notebooks.
enum SampleCode {
  static let load = """
    !pip install something   # a shell's line, "not Python
    %matplotlib inline
    import torch
    from torch import nn, optim
    from torch.utils.data import DataLoader
    from datasets import load_dataset
    from transformers import (AutoModel,
        AutoTokenizer)   # over two lines

    films = load_dataset("imdb")
    """

  static let tokens = """
    cutter = AutoTokenizer.from_pretrained("bert-base-uncased")

    def cut(rows):
        # a "comment" with (brackets
        return cutter(rows["text"], truncation=True,
                      padding="max_length")

    cut_films = films.map(cut, batched=True)
    """

  static let models = """
    class Top(nn.Module):
        def __init__(self, width, classes):
            super().__init__()
            self.width = width
            self.first = nn.Linear(width, 64)
            self.bend = nn.ReLU()
            self.second = nn.Linear(64, classes)

        def forward(self, given):
            return self.second(self.bend(self.first(given)))

    reader = AutoModel.from_pretrained("bert-base-uncased")
    width = reader.config.hidden_size
    classes = 2
    top = Top(width, classes)
    """

  static let prepare = """
    for weight in reader.parameters():
        weight.requires_grad = False

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    reader.to(device)
    top.to(device)
    stepper = optim.AdamW(top.parameters(), lr=5e-5, weight_decay=0.0005)
    measure = nn.CrossEntropyLoss()
    few = cut_films["train"].shuffle().select(range(200))

    def gather(rows):
        ids = torch.tensor([row["input_ids"] for row in rows])
        mask = torch.tensor([row["attention_mask"] for row in rows])
        return {"input_ids": ids, "attention_mask": mask,
                "label": torch.tensor([row["label"] for row in rows])}

    batches = DataLoader(few, shuffle=True, batch_size=16, collate_fn=gather)
    """

  static let fit = """
    rounds = 3
    top.train()
    for turn in range(rounds):
        for batch in batches:
            running = 0
            ids = batch["input_ids"].to(device)
            mask = batch["attention_mask"].to(device)
            wanted = batch["label"].to(device)
            with torch.no_grad():
                seen = reader(input_ids=ids, attention_mask=mask).pooler_output
            stepper.zero_grad()
            loss = measure(top(seen), wanted)
            loss.backward()
            stepper.step()
            running += loss.item()
        print(f"epoch {turn + 1}: {round(running / len(batches), 4)}")
    """

  static let ask = """
    sentence = "A film like no other."
    given = cutter(sentence, return_tensors="pt").to(device)
    with torch.no_grad():
        scores = top(reader(**given).pooler_output)
        choice = torch.argmax(scores, dim=1)
        word = "good" if choice.item() == 0 else "bad"
        print(f"the film is {word}")
    """

  static let prepareBoth = """
    top = Top(width, classes)
    both = nn.Sequential(reader, top)
    both.to(device)
    stepper = optim.AdamW(both.parameters(), lr=5e-5, weight_decay=0.0005)
    few = cut_films["train"].shuffle().select(range(200))
    batches = DataLoader(few, shuffle=True, batch_size=16, collate_fn=gather)
    """

  static let fitBoth = """
    both.train()
    for turn in range(rounds):
      for batch in batches:
        running = 0
        stepper.zero_grad()
        scores = both[1](both[0](
            input_ids=batch["input_ids"].to(device),
            attention_mask=batch["attention_mask"].to(device)).pooler_output)
        loss = measure(scores, torch.tensor(batch["label"]).to(device))
        loss.backward()
        stepper.step()
        running += loss.item()
      print(f"epoch {turn + 1}: {round(running / len(batches), 4)}")
    """

  static let askAgain = """
    given = cutter("An evening to forget.", return_tensors="pt").to(device)
    with torch.no_grad():
        scores = both[1](both[0](**given).pooler_output)
        choice = scores.argmax(dim=1)
        print("good" if choice.item() == 0 else "bad")
    """
}
