import Foundation
import Host
import HostileText
import Records
import Testing

@testable import Engine
@testable import Lessons

@Suite struct PythonExporterTests {
  private static let manifest = AssetManifest(assets: [])

  private static func script(_ steps: [(id: String, actions: String)]) throws -> String {
    let (plan, diagnostics) = try TableFixture.plan(TableFixture.lesson(steps))
    let exported = try #require(plan, "\(diagnostics)")
    return PythonExporter(exported, manifest: manifest).text
  }

  private static let data = ("data", "- dataset: flowers\n- loader: dataset\n  batch_size: 10")

  @Test func writesLayersOneAfterTheOtherAsASequence() throws {
    let script = try Self.script([
      Self.data, ("build", "- model:\n    - linear: [3, 4]\n    - {dropout: 0.5}\n    - relu"),
    ])
    #expect(
      script.contains("\nmodel = nn.Sequential(nn.Linear(3, 4), nn.Dropout(0.5), nn.ReLU())\n"))
    #expect(script.contains("\nstep(\"build\", seed=42)\n"))
  }

  @Test func writesNamedSharedAndJoinedLayersAsAClass() throws {
    let script = try Self.script([
      Self.data,
      (
        "build",
        """
        - model:
            - forward: {linear: [3, 3]}
            - class: {linear: [3, 3], bias: false}
            - sum: {add: [forward, class]}
            - again: {shared: forward}
            - {select: 0}
        """
      ),
    ])
    for line in [
      "        self._modules[\"forward\"] = nn.Linear(3, 3)",
      "        self._modules[\"class\"] = nn.Linear(3, 3, bias=False)",
      "        sum_2 = forward + class_2",
      "        again = self._modules[\"forward\"](sum_2)",
      "        return again.select(1, 0)", "model = Model()",
    ] {
      #expect(script.contains("\n\(line)\n"), "\(line) is not in \(script.suffix(1500))")
    }
  }

  /// A sequential model's head is given what the lesson says, as a head alone is.
  @Test func writesWhatAHeadIsGivenOfAText() throws {
    let pooled = "(input_ids=ids, attention_mask=mask).pooler_output"
    for (old, new, member) in [
      ("backbone.pooler_output", "backbone.mean_pooling", "mean_pooling(backbone("),
      ("new_head]\n  as", "new_head]\n  pooling: mean_pooling\n  as", "mean_pooling(model[0]("),
    ] {
      func script(_ lesson: String) throws -> String {
        let (plan, diagnostics) = try TinyLesson.plan(lesson)
        return PythonExporter(try #require(plan, "\(diagnostics)"), manifest: Self.manifest).text
      }
      let changed = TinyLesson.whole.replacing(old, with: new)
      #expect(changed != TinyLesson.whole)
      let (before, after) = (try script(TinyLesson.whole), try script(changed))
      #expect(!before.contains(member) && after.contains(member))
      let count = { (text: String) in text.matches(of: /\.pooler_output/).count }
      #expect(count(after) < count(before))
      #expect(before.contains(pooled))
    }
  }

  @Test func writesARecurrentLayersOutputsByTheirPlaces() throws {
    let script = try Self.script([
      ("data", "- dataset: months\n- windows: dataset\n  length: 3\n  as: cut"),
      (
        "build",
        """
        - model:
            - lstm: {lstm: [1, 5, 2], batch_first: true, dropout: 0.2}
            - last: {select: -1, of: lstm}
            - {linear: [5, 1]}
        """
      ),
    ])
    for line in [
      "        self.lstm = nn.LSTM(1, 5, 2, batch_first=True, dropout=0.2)",
      "        lstm = self.lstm(x)", "        last = lstm[0].select(1, -1)",
      "        return self._modules[\"2\"](last)",
    ] {
      #expect(script.contains("\n\(line)\n"), "\(line) is not in \(script.suffix(1500))")
    }
  }

  @Test func writesATrainingAsALoop() throws {
    let script = try Self.script([
      Self.data,
      (
        "build",
        "- model: [{linear: [3, 1]}, sigmoid]\n- optimizer: Adam\n  parameters: model\n  lr: 0.01"
      ),
      (
        "train",
        """
        - train: model
          loader: loader
          optimizer: optimizer
          loss: bce
          epochs: $epochs
          max_grad_norm: 1
          accumulate: 2
          schedule: {one_cycle: 0.1}
          max_batches: 7
        """
      ),
    ])
    for line in [
      "optimizer = torch.optim.Adam(model.parameters(), lr=0.01)",
      "    criterion = run.cast(nn.BCELoss())",
      "    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps=steps)",
      "                nn.utils.clip_grad_norm_(model.parameters(), 1.0)",
      "            x, y = run.cast(x), run.cast(y.float().unsqueeze(1))",
    ] {
      #expect(script.contains("\n\(line)\n"), "\(line) is not in \(script.suffix(2500))")
    }
  }

  @Test func writesWhatIsDrawnAnewAsTorchvisionHasIt() throws {
    let script = try Self.script([
      (
        "data",
        """
        - dataset: shapes
        - transform: dataset
          steps:
            - random_crop: {size: [4, 3], padding: 1}
            - random_crop: {size: 3, padding: [1, 0]}
            - random_horizontal_flip
            - random_vertical_flip: 0.25
            - {normalize: {mean: [5], std: [2]}}
            - random_crop: 2
        - loader: dataset
          batch_size: 7
        """
      ),
      (
        "train",
        """
        - model: [flatten, {linear: [4, 3]}]
        - optimizer: SGD
          parameters: model
        - train: model
          loader: loader
          optimizer: optimizer
          loss: cross_entropy
          epochs: 2
          max_batches: 8
          looks: [loader]
        """
      ),
    ])
    for step in [
      "RandomCrop((4, 3), padding=1)", "RandomCrop((3, 3), padding=(1, 0, 1, 0))",
      "RandomHorizontalFlip(0.5)", "RandomVerticalFlip(0.25)", "RandomCrop((2, 2))",
    ] {
      #expect(script.contains(" transforms.\(step),"), "\(step)")
    }
    for lines in [
      "            if run.count == 8 and 8 % len(loader):\n                return",
      "        for _ in loader:\n            pass",
    ] {
      #expect(script.contains("\n\(lines)\n"), "\(lines)")
    }
  }

  /// Within a training's function a model of that name would be hidden by the loop's own.
  @Test(arguments: ["best", "loss", "output", "x", "y", "criterion", "held"])
  func keepsALessonsNamesApartFromALoopsOwn(name: String) throws {
    let script = try Self.script([
      Self.data,
      ("build", "- model: [{linear: [3, 1]}]\n  as: \(name)"),
      (
        "train",
        """
        - optimizer: SGD
          parameters: \(name)
        - train: \(name)
          loader: loader
          optimizer: optimizer
          loss: bce_with_logits
          epochs: 2
          validate: loader
          early_stopping: {patience: 1}
        """
      ),
    ])
    #expect(script.contains("\n\(name)_2 = nn.Sequential("))
    #expect(script.contains("def training(run, \(name)_2, optimizer):"))
    #expect(script.contains("output = \(name)_2(x)"))
  }

  /// Every catalogue entry has its class, or is one of the functions.
  @Test func knowsHowEveryEntryIsWritten() {
    for entry in LayerCatalogue.entries where entry.hasPythonObject {
      #expect(entry.pythonName.text.hasPrefix("nn."), "\(entry.name)")
    }
    for entry in LossCatalogue.entries { #expect(entry.pythonName.text.hasPrefix("nn.")) }
    for entry in OptimizerCatalogue.entries {
      #expect(entry.python(Options(), first: ["p"]).text.hasPrefix("torch.optim."))
    }
    for entry in ScheduleCatalogue.entries where entry.name == "linear" {
      #expect(
        entry.python(Options(), first: ["o"]).text
          == "transformers.get_linear_schedule_with_warmup(o, num_warmup_steps=0, num_training_steps=steps)"
      )
    }
  }

  // MARK: - Hostile texts

  /// A lesson with a text in every place that takes one; without one, harmless words.
  private static func lesson(_ text: String) throws -> LessonPlan? {
    let quoted = try CanonicalJSON.text(.string(text))
    let lesson = """
      ---
      id: "rows"
      title: \(quoted)
      notebook: {repository: somewhere/notebooks, file: rows.ipynb}
      seed: 42
      parameters: {word: \(quoted)}
      departures:
        - {what: \(quoted), why: \(quoted)}
      ---

      ```step data cell=none
      - dataset: flowers
      - nothing: \(quoted)
      - notebook_printed: {figure: \(quoted)}
      ```
      """
    return try TableFixture.plan(lesson).plan
  }

  @Test func leavesTheSyntaxTreeAsItIsWhateverALessonSays() throws {
    guard
      let python = Executable.find("python3", environment: ["PATH": "/usr/bin:/usr/local/bin:/bin"])
    else { return }
    let folder = try TemporaryFolder()
    let plans = try (["harmless"] + HostileText.all).compactMap(Self.lesson)
    #expect(plans.count > 40)
    for (index, plan) in plans.enumerated() {
      let text = PythonExporter(plan, manifest: Self.manifest).text
      try Data(text.utf8).write(to: folder.url.appendingPathComponent("\(index).py"))
    }
    let check = """
      import ast, pathlib, sys
      def shape(path):
          tree = ast.parse(path.read_bytes())
          for node in ast.walk(tree):
              if isinstance(node, ast.Constant):
                  node.value = type(node.value).__name__
          return ast.dump(tree)
      folder = pathlib.Path(sys.argv[1])
      first = shape(folder / "0.py")
      print(sum(shape(folder / f"{i}.py") == first for i in range(int(sys.argv[2]))))
      """
    let outcome = try Program(python, ["-c", check, folder.url.path, "\(plans.count)"]).run()
    #expect(String(decoding: outcome.output, as: UTF8.self) == "\(plans.count)\n")
  }
}
