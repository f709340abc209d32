import Testing

@testable import Notebooks

/// A notebook about a table that it reads from a file, with changes in its code.
struct FrameNotebook: Sendable, CustomTestStringConvertible {
  var edits: [(old: String, new: String)]
  /// The file, where it lies beside the notebook.
  var found: FoundTable?

  init(_ edits: (String, String)..., found: FoundTable? = nil) {
    (self.edits, self.found) = (edits.map { ($0.0, $0.1) }, found)
  }

  /// A file as the notebook reads it.
  static let houses = FoundTable(
    columns: ["number", "rooms", "year", "street", "price", "sold"], words: ["street"], rows: 40)

  var testDescription: String { edits.map(\.new).joined(separator: ", ") }

  static let data = """
    import numpy as np
    import pandas as pd
    import torch
    from torch import nn
    from sklearn.model_selection import train_test_split
    from sklearn.preprocessing import StandardScaler, LabelEncoder
    from torch.utils.data import DataLoader, Dataset, TensorDataset
    houses = pd.read_csv("data/Houses 2.csv")
    print(houses.head())
    a = houses[["year", "rooms"]].values
    b = houses["price"].values
    """
  static let parts = """
    a, c, b, d = train_test_split(a, b, test_size=0.25, random_state=3)
    size = StandardScaler()
    a = size.fit_transform(a)
    c = size.transform(c)
    a = torch.tensor(a, dtype=torch.float32)
    c = torch.FloatTensor(c)
    b = torch.tensor(b, dtype=torch.float32).view(-1, 1)
    d = torch.tensor(d, dtype=torch.float32).view(-1, 1)
    batches = DataLoader(TensorDataset(a, b), batch_size=8, shuffle=True)
    """
  static let fit = """
    torch.manual_seed(1)
    net = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
    measure = nn.MSELoss()
    stepper = torch.optim.Adam(net.parameters(), lr=0.01)
    for turn in range(5):
        for x, y in batches:
            stepper.zero_grad()
            loss = measure(net(x), y)
            loss.backward()
            stepper.step()
    """

  static let cells = [data, parts, fit]

  func recognized() throws -> [RecognizedCell] {
    var cells = Self.cells
    for edit in edits {
      try #require(cells.contains { $0.contains(edit.old) }, "\(edit.old)")
      cells = cells.map { $0.replacing(edit.old, with: edit.new) }
    }
    let recognizer = Recognizer()
    recognizer.findTable = { [found] path in path.hasSuffix(".csv") ? found : nil }
    return recognizer.completed(cells.map { recognizer.read($0) })
  }

  /// The draft's actions, a line each.
  func lines() throws -> [String] {
    var yaml = DraftYAML()
    return try recognized().flatMap { cell in
      cell.actions.filter { !$0.isReserved }.flatMap { yaml.lines(of: $0) }
    }
  }

  func problems() throws -> [String] { try recognized().flatMap { $0.problems.map(\.text) } }
}
