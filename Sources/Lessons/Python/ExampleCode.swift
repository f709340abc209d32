import Engine
import Foundation
import Records

/// What the manual's examples of actions do in PyTorch: each is planned behind a few steps that bind
/// the names it uses, and then writes its lines as it does in a script.
enum ExampleCode {
  /// The lines by the action's name; none for an action that has nothing to do or cannot run.
  static let byAction: [String: String] = Dictionary(
    uniqueKeysWithValues: ActionCatalog.all.compactMap { type in
      let manual = type.manual
      return code(of: manual).map { (manual.name, $0) }
    })

  private static func code(of manual: ActionManual) -> String? {
    let before = Self.before[manual.name] ?? texts
    let steps = (before + [(id: "example", actions: manual.example)]).map { step in
      "```step \(step.id) cell=none\n\(step.actions)\n```\n"
    }
    let text = "---\nid: example\ntitle: Example\nseed: 42\n---\n\n" + steps.joined(separator: "\n")
    let parsed = LessonParser.parse(Data(text.utf8), file: "example.md")
    guard let lesson = parsed.lesson else { return nil }
    let scope = PlanScope(
      file: lesson.file, parameters: parameters, overridden: [],
      tables: tables.mapValues(\.outline))
    var script = PythonScript(assets: PythonAssets([], manifest: AssetManifest(assets: [])))
    for step in lesson.steps {
      let planned = StepPlanner(step, scope: scope)
      scope.outlines.append(planned.outline)
      guard planned.actions.count == step.actions.count else { return nil }
      script.begin(step: step.id.value, seed: lesson.frontMatter.seed.value)
      for action in planned.actions { action.write(&script) }
    }
    return script.lines.isEmpty ? nil : script.lines.joined(separator: "\n")
  }

  // MARK: - What stands before an example

  private typealias Steps = [(id: String, actions: String)]

  private static let parameters: [String: JSONValue] = [
    "data": "imdb", "backbone": "all-MiniLM-L6-v2", "rows": 1000, "batch_size": 16, "epochs": 10,
  ]

  /// The steps by the action's name; ``texts`` where it is not named.
  private static let before: [String: Steps] = [
    "dataset": [], "model": patients, "summary": network,
    "split": [("data", "- dataset: patients")],
    "one_hot": [("data", "- dataset: people")],
    "scale": patients, "baseline": patients, "show": network + training,
    "relabel": [("data", "- dataset: digits\n  as: digits")], "transform": pictures,
    "windows": series, "plot": series,
    "pictures": pictures + [
      (
        "seen",
        """
        - transform: test_rows
          steps:
            - to_tensor
            - normalize: {mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}
        """
      )
    ],
  ]

  private static let texts: Steps = [
    ("data", "- dataset: imdb"), ("tokenizer", "- tokenizer: all-MiniLM-L6-v2"),
    ("backbone", "- backbone: all-MiniLM-L6-v2"),
    ("tokens", "- tokenize: dataset\n  tokenizer: tokenizer"),
    ("rows", "- subset: dataset.train\n  rows: 1000\n  as: small_train"),
    ("others", "- subset: dataset.test\n  rows: 1000\n  as: held_out"),
    ("loader", "- loader: small_train\n  batch_size: 16\n  as: train_loader"),
    ("head", "- head: backbone.hidden_size\n  hidden: 64\n  labels: 2\n  as: head"),
    ("model", "- sequential: [backbone, head]\n  as: model"),
    ("optimizer", "- optimizer: AdamW\n  parameters: [head]"),
  ]

  private static let patients: Steps = [
    ("data", "- dataset: patients"),
    ("parts", "- split: dataset\n  test_size: 0.2\n  train: train_rows\n  test: test_rows"),
  ]

  private static let network: Steps =
    patients + [
      ("loader", "- loader: train_rows\n  batch_size: 16\n  as: train_loader"),
      (
        "model",
        "- model: [{hidden: {linear: [10, 5]}}, relu, {out: {linear: [5, 1]}}]\n  as: model"
      ),
    ]

  private static let training: Steps = [
    ("optimizer", "- optimizer: Adam\n  parameters: model"),
    (
      "train",
      "- train: model\n  loader: train_loader\n  optimizer: optimizer\n  loss: mse\n  epochs: 1"
    ),
  ]

  private static let pictures: Steps = [
    ("data", "- dataset: pictures"),
    ("parts", "- split: dataset\n  parts: {test_rows: 100, val_rows: 8, train_rows: rest}"),
  ]

  private static let series: Steps = [("data", "- dataset: passengers\n  as: series")]

  /// Tables as they are known before they are read.
  private static let tables: [String: NumberTable] = [
    "patients": table(
      rows: 442, target: "progression",
      columns: (1...10).map { .init(name: "s\($0)", shape: []) } + [
        .init(name: "progression", shape: [])
      ]),
    "digits": table(
      rows: 1797, target: "digit", classes: ["digit": (0...9).map(String.init)],
      columns: [.init(name: "pixels", shape: [1, 8, 8]), .init(name: "digit", shape: [])]),
    "pictures": table(
      rows: 1797, target: "digit", classes: ["digit": (0...9).map(String.init)],
      columns: [
        .init(name: "picture", shape: [3, 8, 8], white: 16), .init(name: "digit", shape: []),
      ]),
    "people": table(
      rows: 100, target: "pay", classes: ["sex": ["f", "m"]],
      columns: ["sex", "age", "pay"].map { .init(name: $0, shape: []) }),
    "passengers": table(rows: 144, columns: [.init(name: "passengers", shape: [])]),
  ]

  private static func table(
    rows: Int, target: String? = nil, classes: [String: [String]] = [:],
    columns: [NumberTable.Column]
  ) -> NumberTable {
    NumberTable(
      rows: rows, target: target, classes: classes, hasUnitNorm: false,
      parts: [.init(file: "table.csv", separator: ",", skippedLines: 0, columns: columns)])
  }
}
