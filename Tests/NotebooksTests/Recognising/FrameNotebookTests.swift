import Foundation
import Testing

@testable import Notebooks

/// Tables that a notebook reads from files.
@Suite struct FrameNotebookTests {
  private static let all = FrameNotebook.houses

  @Test func readsATrainingOnAFile() throws {
    #expect(try FrameNotebook().problems() == [])
    #expect(
      try FrameNotebook().lines() == [
        "- dataset: $data", "  as: dataset", "  columns: [\"year\", \"rooms\"]",
        "  target: \"price\"",
        "- split: dataset", "  test_size: 0.25", "  random_state: 3", "  train: train_rows",
        "  test: test_rows",
        "- scale: [train_rows, test_rows]", "  by: standard", "  fitted_on: train_rows",
        "- loader: train_rows", "  batch_size: $batch_size", "  shuffle: true", "  as: loader",
        "- model:", "    - linear: [2, 4]", "    - relu", "    - linear: [4, 1]", "  as: model",
        "- optimizer: Adam", "  parameters: [model]", "  lr: 0.01", "  as: optimizer",
        "- train: model", "  loader: loader", "  optimizer: optimizer", "  loss: mse",
        "  epochs: $epochs",
      ])
  }

  @Test func callsTheDataAsTheFile() throws {
    let sample = SampleNotebook(
      cells: FrameNotebook.cells.enumerated().map { SampleNotebook.code("cell\($0)", $1) })
    let draft = try NotebookImporter.draft(of: sample.notebook(), options: Drafts.options)
    #expect(draft.lesson.contains("  data: \"houses-2\"  # to name: one of `lesson assets`"))
    #expect(draft.outcomes.flatMap(\.toDo) == [])
  }

  /// The same in other words: nothing to do, and the same draft.
  @Test(arguments: [
    FrameNotebook(
      ("pd.read_csv(\"data/Houses 2.csv\")", "pd.read_csv(\"../Houses 2.csv\", sep=\";\")")),
    .init(("data/Houses 2.csv", "https://example.org/a/houses-2.csv")),
    .init((".values", ".to_numpy()")),
    .init((".values", ".to_numpy(dtype=np.float64)")),
    .init(("houses[\"price\"]", "houses.price")),
    .init(("houses[\"price\"].values", "houses[[\"price\"]].values")),
    .init(("houses[\"price\"].values", "houses[\"price\"].values.reshape(-1, 1)")),
    .init((".values", "")),
    .init(
      ("houses[[\"year\", \"rooms\"]]", "houses[inputs]"),
      ("a = houses", "inputs = [\"year\", \"rooms\"]\na = houses")),
    .init(("houses[[\"year\", \"rooms\"]]", "houses.loc[:, [\"year\", \"rooms\"]]")),
    .init(
      (
        "houses[[\"year\", \"rooms\"]]",
        "houses[[\"year\", \"price\", \"rooms\"]].drop(\"price\", axis=1)"
      )),
    .init(("houses[[\"year\", \"rooms\"]]", "houses.iloc[:, [2, 1]]"), found: all),
    .init(("houses[[\"year\", \"rooms\"]].values", "houses.values[:, [2, 1]]"), found: all),
    .init(("houses[\"price\"]", "houses.iloc[:, -2]"), found: all),
    .init(("nn.Linear(2, 4)", "nn.Linear(a.shape[1], 4)")),
    .init(
      ("print(houses.head())", "print(houses.corr())\nhouses.groupby(\"year\")\nhouses.hist()")),
  ])
  func readsTheSameInOtherWords(_ notebook: FrameNotebook) throws {
    #expect(try notebook.problems() == [])
    #expect(try notebook.lines() == FrameNotebook().lines())
  }

  /// Each computes something else, for which lessons have no word, or which nobody knows here.
  @Test(arguments: [
    // Other rows or numbers than the file has.
    FrameNotebook(("Houses 2.csv\")", "Houses 2.csv\", header=None)")),
    .init(("Houses 2.csv\")", "Houses 2.csv\", usecols=[1, 2])")),
    .init(("Houses 2.csv\")", "Houses 2.csv\", index_col=0)")),
    .init(("Houses 2.csv\")", "Houses 2.csv\", nrows=9)")),
    .init(("Houses 2.csv\")", "Houses 2.csv\", skiprows=1)")),
    .init(("Houses 2.csv\")", "Houses 2.csv\", na_values=\"-\")")),
    .init(("Houses 2.csv\")", "Houses 2.csv\", decimal=\",\")")),
    .init(("\"data/Houses 2.csv\"", "where")),
    .init(("print(houses.head())", "houses = houses.dropna()")),
    .init(("print(houses.head())", "houses.dropna(inplace=True)")),
    .init(("print(houses.head())", "houses.replace(9, 0, inplace=True)")),
    .init(("print(houses.head())", "houses.drop(\"price\", axis=1, inplace=True)")),
    .init(("print(houses.head())", "houses = houses.sample(frac=1)")),
    .init(("print(houses.head())", "houses = houses.sort_values(\"year\")")),
    .init(("print(houses.head())", "houses = houses[houses[\"year\"] > 1900]")),
    .init(("print(houses.head())", "houses[\"year\"] = houses[\"year\"] / 100")),
    .init(("print(houses.head())", "houses[\"year\"] /= 100")),
    .init(("print(houses.head())", "houses.loc[0, \"year\"] = 7")),
    .init(("print(houses.head())", "houses.columns = [\"rooms\", \"year\", \"price\"]")),
    .init(("print(houses.head())", "houses = houses.rename(columns={\"year\": \"rooms\"})")),
    .init(("print(houses.head())", "houses = houses.drop([3], axis=0)")),
    .init(("print(houses.head())", "houses = houses.drop([\"price\"])")),
    .init(("print(houses.head())", "houses = pd.get_dummies(houses)")),
    .init(("houses[[\"year\", \"rooms\"]].values", "houses[[\"year\", \"rooms\"]].values / 100")),
    .init(("houses[\"price\"].values", "np.log(houses[\"price\"].values)")),
    .init(("houses[\"price\"].values", "houses[\"price\"].values[::-1]")),
    // Other columns.
    .init(("[\"year\", \"rooms\"]", "[\"year\", \"price\"]")),
    .init(("[\"year\", \"rooms\"]", "[\"year\", \"year\"]")),
    .init(("[\"year\", \"rooms\"]", "[\"year\", \"label\"]")),
    .init(("[\"year\", \"rooms\"]", "[\"year\", \"street\"]"), found: all),
    .init(("[\"year\", \"rooms\"]", "[\"year\", \"garden\"]"), found: all),
    .init(("houses[\"price\"]", "houses[\"street\"]"), found: all),
    .init(("houses[[\"year\", \"rooms\"]]", "houses.iloc[:, [2, 1]]")),
    .init(("houses[[\"year\", \"rooms\"]]", "houses.drop(columns=[\"price\", \"sold\"])")),
    .init(
      ("houses[[\"year\", \"rooms\"]]", "houses.drop(columns=[\"price\"])"),
      ("houses[\"price\"]", "houses[\"sold\"]")),
    .init(("TensorDataset(a, b)", "TensorDataset(b, a)")),
    .init(
      ("a, c, b, d =", "old = houses[[\"year\", \"rooms\"]].values\na, c, b, d ="),
      ("TensorDataset(a, b)", "TensorDataset(torch.FloatTensor(old), b)")),
    .init(("a = torch.tensor(a,", "a = houses[[\"rooms\"]].values\na = torch.tensor(a,")),
    .init((".view(-1, 1)", "")),
    // Numbers that are whole, or classes.
    .init(
      ("b = torch.tensor(b, dtype=torch.float32)", "b = torch.tensor(b, dtype=torch.long).float()")),
    .init(("houses[\"price\"]", "houses[\"label\"]")),
    .init(("houses[\"price\"].values", "LabelEncoder().fit_transform(houses[\"price\"])")),
    .init(
      ("houses[\"price\"].values", "LabelEncoder().fit_transform(houses[\"street\"])"), found: all),
    .init(("houses[\"price\"].values", "houses[\"price\"].map({\"low\": 0, \"high\": 1}).values")),
  ])
  func marksWhatItHasNoWordFor(_ notebook: FrameNotebook) throws {
    #expect(try notebook.problems() != [])
  }

  @Test func takesAllColumnsButTheTarget() throws {
    let edit = ("houses[[\"year\", \"rooms\"]]", "houses.drop(\"price\", axis=1)")
    let lines = try FrameNotebook(edit).lines()
    #expect(try FrameNotebook(edit).problems() == [])
    #expect(lines.prefix(3) == ["- dataset: $data", "  as: dataset", "  target: \"price\""])
    // Of a file that lies beside the notebook each of them is known, and so is that words are no numbers.
    #expect(try FrameNotebook(edit, found: Self.all).problems() != [])
    let numbers = FoundTable(columns: ["rooms", "year", "price"], words: [], rows: 40)
    #expect(
      try FrameNotebook(edit, found: numbers).lines().prefix(3) == [
        "- dataset: $data", "  as: dataset", "  columns: [\"rooms\", \"year\"]",
      ])
  }

  @Test func readsADataSetThatReadsTheFile() throws {
    let notebook = FrameNotebook(
      (
        "houses = pd.read_csv(\"data/Houses 2.csv\")\nprint(houses.head())\n",
        """
        class Houses(Dataset):
            def __init__(self, path):
                houses = pd.read_csv(path)
                self.a = torch.tensor(houses[["year", "rooms"]].to_numpy(dtype=np.float32))
                self.b = torch.tensor(houses["price"].to_numpy(dtype=np.float32)).unsqueeze(1)
            def __len__(self):
                return len(self.b)
            def __getitem__(self, place):
                return self.a[place], self.b[place]
        batches = DataLoader(Houses("data/Houses 2.csv"), batch_size=8, shuffle=True)

        """
      ),
      ("a = houses[[\"year\", \"rooms\"]].values\n", ""), ("b = houses[\"price\"].values", ""),
      (FrameNotebook.parts, ""))
    #expect(try notebook.problems() == [])
    #expect(
      try notebook.lines().prefix(8) == [
        "- dataset: $data", "  as: dataset", "  columns: [\"year\", \"rooms\"]",
        "  target: \"price\"", "- loader: dataset", "  batch_size: $batch_size", "  shuffle: true",
        "  as: loader",
      ])
  }

  // MARK: - Classes

  private static let classes: [(String, String)] = [
    ("houses[\"price\"]", "houses[\"sold\"]"),
    ("dtype=torch.float32).view(-1, 1)", "dtype=torch.long)"),
    ("nn.Linear(4, 1)", "nn.Linear(4, 3)"),
    ("nn.MSELoss()", "nn.CrossEntropyLoss()"),
  ]

  private func classes(_ edits: (String, String)..., found: FoundTable? = nil) -> FrameNotebook {
    var notebook = FrameNotebook(found: found)
    notebook.edits = (Self.classes + edits).map { ($0.0, $0.1) }
    return notebook
  }

  @Test func readsClassesThatAreNumbers() throws {
    #expect(try classes().problems() == [])
    let lines = try classes().lines()
    #expect(
      Array(lines[3...6]) == [
        "  target: \"sold\"", "- relabel: dataset",
        "  classes: {\"0\": [\"0\"], \"1\": [\"1\"], \"2\": [\"2\"]}", "- split: dataset",
      ])
  }

  @Test func readsClassesThatTheNotebookNumbers() throws {
    let numbering = "{\"no\": 0, \"yes\": 1, \"perhaps\": 2, \"never\": 0}"
    for notebook in [
      classes(("houses[\"sold\"]", "houses[\"sold\"].map(\(numbering))")),
      classes(("print(houses.head())", "houses[\"sold\"] = houses[\"sold\"].map(\(numbering))")),
    ] {
      #expect(try notebook.problems() == [])
      #expect(
        try notebook.lines().contains(
          "  classes: {\"never\": [\"never\", \"no\"], \"yes\": [\"yes\"], \"perhaps\": [\"perhaps\"]}"
        ))
    }
  }

  @Test func readsClassesThatAreWords() throws {
    let notebook = classes(
      ("houses[\"sold\"].values", "LabelEncoder().fit_transform(houses[\"street\"])"),
      found: Self.all)
    #expect(try notebook.problems() == [])
    #expect(try !notebook.lines().contains("- relabel: dataset"))
  }

  @Test func readsTwoClassesByAThreshold() throws {
    let notebook = FrameNotebook(
      ("houses[\"price\"]", "houses[\"sold\"]"), ("nn.MSELoss()", "nn.BCEWithLogitsLoss()"),
      (
        "        stepper.step()",
        "        stepper.step()\nright = ((net(c) > 0) == d).float().mean()\nprint(right)"
      ))
    #expect(try notebook.problems() == [])
    let lines = try notebook.lines()
    #expect(lines.contains("  classes: {\"0\": [\"0\"], \"1\": [\"1\"]}"))
    #expect(lines.contains("  threshold: 0"))
  }

  @Test func marksClassesThatOthersAreNumberedAs() throws {
    for notebook in [
      classes(("houses[\"sold\"]", "houses[\"sold\"].map({\"no\": 0, \"yes\": 1})")),
      classes(
        ("houses[\"sold\"]", "houses[\"sold\"].map({\"no\": 1, \"yes\": 2, \"perhaps\": 3})")),
      classes(("houses[\"sold\"]", "houses[\"sold\"].map(names)")),
      classes(("houses[\"sold\"].values", "houses[\"sold\"].values - 1")),
      classes(
        (
          "print(houses.head())",
          "other = houses\nhouses[\"sold\"] = houses[\"sold\"].map({\"a\": 0, \"b\": 1, \"c\": 2})"
        )),
    ] {
      #expect(try notebook.problems() != [], "\(notebook.testDescription)")
    }
  }

  // MARK: - Files

  @Test func looksBesideTheNotebookAlone() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let inner = folder.appendingPathComponent("notebooks/data")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("a,b\n1,x\n2,y\n".utf8).write(to: inner.appendingPathComponent("in.csv"))
    try Data("a,b\n1,2\n".utf8).write(to: folder.appendingPathComponent("out.csv"))
    try Data("a,b\n1,\n".utf8).write(to: inner.appendingPathComponent("empty.csv"))
    let place = folder.appendingPathComponent("notebooks")
    try FileManager.default.createSymbolicLink(
      at: place.appendingPathComponent("link.csv"),
      withDestinationURL: folder.appendingPathComponent("out.csv"))
    let found = FoundTable(path: "data/in.csv", beside: place)
    #expect(found == FoundTable(columns: ["a", "b"], words: ["b"], rows: 2))
    #expect(FoundTable(path: "https://example.org/in.csv", beside: inner) == found)
    for path in [
      "../out.csv", folder.appendingPathComponent("out.csv").path, "link.csv", "data",
      "nothing.csv",
      "data/empty.csv", "data/../../out.csv", "", "/", "..",
    ] {
      #expect(FoundTable(path: path, beside: place) == nil, "\(path)")
    }
  }
}
