import Foundation
import Testing

/// A lesson on tables, pictures and a series, broken in one place at a time.
struct BrokenTableLesson: Sendable, CustomTestStringConvertible {
  /// What stands in the lesson, and what is put in its place.
  let old, new: String
  /// Where the first error is, line and column, and its code.
  let place, code: String

  init(_ old: String, _ new: String, _ place: String, _ code: String) {
    (self.old, self.new, self.place, self.code) = (old, new, place, code)
  }

  var testDescription: String { "\(old.debugDescription) to \(new.debugDescription)" }

  var text: String {
    guard let range = Self.original.firstRange(of: old) else { return "" }
    return Self.original.replacingCharacters(in: range, with: new)
  }

  static let original = """
    ---
    id: "rows"
    title: "Rows"
    notebook: {repository: somewhere/notebooks, file: rows.ipynb}
    seed: 42
    parameters: {epochs: 3, hidden: 5}
    ---

    ```step kinds
    - dataset: flowers
    - split: dataset
      test_size: 0.25
      random_state: 7
      stratify: true
    - scale: [train_rows, test_rows]
      by: standard
      fitted_on: train_rows
    - loader: train_rows
      batch_size: 8
      shuffle: true
      as: train_loader
    - loader: test_rows
      batch_size: 4
      as: test_loader
    ```

    ```step build
    - model:
        - first: {linear: [3, $hidden]}
        - norm: {batch_norm1d: 5}
        - relu
        - drop: {dropout: 0.25}
        - out: {linear: [5, 1]}
        - sigmoid
      as: net
    - summary: net
      rows: train_loader
    - optimizer: Adam
      parameters: net
      lr: 0.01
    ```

    ```step train
    - train_mode: net
    - train: net
      loader: train_loader
      optimizer: optimizer
      loss: bce
      epochs: $epochs
      validate: test_loader
      early_stopping: {patience: 2}
      schedule: {step: 2, gamma: 0.5}
      schedule_by: epoch
    ```

    ```step score
    - eval_mode: net
    - evaluate: net
      rows: test_rows
      threshold: 0.5
    - baseline: test_rows
      from: train_rows
    - predict: test_loader
      model: net
    - show: score.held_out.accuracy
      places: 3
    ```

    ```expect score
    held_out.accuracy: >= 0
    ```

    ```step pictures
    - dataset: shapes
      as: shapes
    - split: shapes
      test_size: 10
      train: shape_rows
      test: shape_tests
    - loader: shape_rows
      batch_size: 10
      as: shape_loader
    - model:
        - stem: {conv2d: [1, 4], kernel_size: 3, padding: 1}
        - a: relu
        - b: {conv2d: [4, 4], kernel_size: 3, padding: 1}
        - sum: {add: [a, b]}
        - pool: {max_pool2d: 2}
        - flatten
        - out: {linear: [16, 3]}
      as: cnn
    - optimizer: SGD
      parameters: cnn
      lr: 0.1
      momentum: 0.9
      as: shape_steps
    - train: cnn
      loader: shape_loader
      optimizer: shape_steps
      loss: {cross_entropy, label_smoothing: 0.1}
      epochs: 2
    ```

    ```step series
    - dataset: months
      as: months
    - scale: months
      by: min_max
      columns: [sales]
      as: scaler
    - windows: months
      length: 3
    - split: windows
      test_size: 9
      shuffle: false
      train: early
      test: late
    - loader: early
      batch_size: 4
      as: early_loader
    - model:
        - lstm: {lstm: [1, 6], batch_first: true}
        - last: {select: -1}
        - fc: {linear: [6, 1]}
      as: memory
    - optimizer: RMSprop
      parameters: memory
      as: memory_steps
    - train: memory
      loader: early_loader
      optimizer: memory_steps
      loss: mse
      epochs: 2
    - predict: late
      model: memory
      inverse: scaler
    - plot: lines
      series: {actual: "series.predictions[].actual", predicted: "series.predictions[].predicted"}
      title: "Late months"
    ```

    """

  static let all: [Self] = [
    .init("dataset: flowers", "dataset: flower", "10:12", "unknown-asset"),
    .init("- dataset: flowers", "- datset: flowers", "10:3", "unknown-action"),
    .init("- dataset: flowers", "- dataset: flowers\n  target: colour", "11:11", "unknown-column"),
    .init(
      "- dataset: flowers", "- dataset: flowers\n  columns: [width, weight]", "11:12",
      "unknown-column"),
    .init("- dataset: flowers", "- dataset: flowers\n  columns: width", "11:12", "wrong-type"),
    .init("- dataset: flowers", "- dataset: flowers\n  as: 1st", "11:7", "wrong-type"),
    .init("- dataset: flowers", "- dataset: 7", "10:12", "unknown-asset"),
    .init("- split: dataset", "- split: data", "11:10", "unknown-name"),
    .init("- split: dataset", "- split: train_loader", "11:10", "unknown-name"),
    .init("test_size: 0.25", "test_size: 1.5", "12:14", "wrong-type"),
    .init("test_size: 0.25", "test_size: 0", "12:14", "wrong-type"),
    .init("test_size: 0.25", "test_size: 40", "12:14", "too-many-rows"),
    .init("test_size: 0.25", "test_size: -3", "12:14", "wrong-type"),
    .init("test_size: 0.25", "test_size: all", "12:14", "wrong-type"),
    .init("  test_size: 0.25\n", "", "11:3", "missing-argument"),
    .init("random_state: 7", "random_state: -1", "13:17", "wrong-type"),
    .init("random_state: 7", "random_state: 4294967296", "13:17", "wrong-type"),
    .init("stratify: true", "stratify: perhaps", "14:13", "wrong-type"),
    .init("stratify: true", "stratify: true\n  shuffle: false", "14:13", "wrong-type"),
    .init("stratify: true", "train: test_rows", "11:3", "duplicate-name"),
    .init("stratify: true", "parts: {a: 10, b: rest}", "11:3", "missing-argument"),
    .init("scale: [train_rows, test_rows]", "scale: [train_rows, tests]", "15:23", "unknown-name"),
    .init("scale: [train_rows, test_rows]", "scale: []", "15:10", "wrong-type"),
    .init("by: standard", "by: normal", "16:7", "wrong-type"),
    .init("by: standard", "by: 2", "16:7", "wrong-type"),
    .init("  by: standard\n", "", "15:3", "missing-argument"),
    .init("fitted_on: train_rows", "fitted_on: net", "17:14", "unknown-name"),
    .init("fitted_on: train_rows", "columns: [kind]", "17:12", "unknown-column"),
    .init("fitted_on: train_rows", "columns: [depth]", "17:12", "unknown-column"),
    .init("batch_size: 8", "batch_size: 0", "19:15", "wrong-type"),
    .init("batch_size: 8", "batch_size: 2.5", "19:15", "wrong-type"),
    .init("batch_size: 8", "batch_size: many", "19:15", "wrong-type"),
    .init("batch_size: 8", "batchsize: 8", "19:3", "unknown-argument"),
    .init(
      "shuffle: true\n  as: train_loader", "shuffle: yes please\n  as: train_loader", "20:12",
      "wrong-type"),
    .init("loader: train_rows", "loader: dataset.train", "18:11", "unknown-name"),
    .init("as: test_loader", "as: train_loader", "50:13", "unknown-name"),
    .init("linear: [3, $hidden]", "linear: [4, $hidden]", "29:14", "shape-mismatch"),
    .init("linear: [3, $hidden]", "linear: [3, $width]", "29:27", "unknown-parameter"),
    .init("linear: [3, $hidden]", "linear: 3", "29:15", "wrong-type"),
    .init("linear: [3, $hidden]", "linear: [3, 5, 7]", "29:23", "wrong-type"),
    .init("linear: [3, $hidden]", "linear: [3, 0]", "29:27", "wrong-type"),
    .init("linear: [3, $hidden]", "linear: [3, 5], biass: false", "29:31", "unknown-argument"),
    .init("linear: [3, $hidden]", "linear: [3, 5], bias: 3", "29:37", "wrong-type"),
    .init("linear: [3, $hidden]", "linear: [3, 99999999999]", "29:27", "wrong-type"),
    .init("linear: [3, $hidden]", "linaer: [3, 5]", "29:15", "unknown-layer"),
    .init("batch_norm1d: 5", "batch_norm1d: 6", "30:13", "shape-mismatch"),
    .init("batch_norm1d: 5", "batch_norm2d: 5", "30:13", "shape-mismatch"),
    .init("batch_norm1d: 5", "batch_norm1d: 5, momentum: 2", "30:41", "wrong-type"),
    .init("    - relu\n", "    - rleu\n", "31:7", "unknown-layer"),
    .init("dropout: 0.25", "dropout: 1.25", "32:23", "wrong-type"),
    .init("dropout: 0.25", "dropout: [0.1, 0.2]", "32:23", "wrong-type"),
    .init("out: {linear: [5, 1]}", "out: {linear: [5, 1], of: frst}", "33:33", "unknown-name"),
    .init("out: {linear: [5, 1]}", "norm: {linear: [5, 1]}", "33:7", "duplicate-name"),
    .init("out: {linear: [5, 1]}", "out: {shared: last}", "33:21", "unknown-name"),
    .init("out: {linear: [5, 1]}", "out: {lstm: [5, 1]}", "33:12", "shape-mismatch"),
    .init("out: {linear: [5, 1]}", "out: {linear: [5, 2]}", "48:9", "loss-mismatch"),
    .init("out: {linear: [5, 1]}", "out: {reshape: [-1, 3]}", "33:12", "shape-mismatch"),
    .init("    - sigmoid\n  as: net", "    - sigmoid\n  as: optimizer.net", "35:7", "wrong-type"),
    .init("summary: net", "summary: nets", "36:12", "unknown-name"),
    .init(
      "summary: net\n  rows: train_loader", "summary: net\n  rows: months", "37:9", "unknown-name"),
    .init("optimizer: Adam", "optimizer: Adamant", "38:14", "wrong-type"),
    .init("optimizer: Adam", "optimizer: Adam\n  momentum: 0.9", "39:3", "unknown-argument"),
    .init("parameters: net", "parameters: nett", "39:15", "unknown-name"),
    .init("parameters: net", "parameters: net.second", "39:15", "unknown-name"),
    .init("parameters: net", "parameters: train_rows", "39:15", "wrong-kind"),
    .init("lr: 0.01", "lr: -0.01", "40:7", "wrong-type"),
    .init("lr: 0.01", "lr: fast", "40:7", "wrong-type"),
    .init("lr: 0.01", "lr: .inf", "40:7", "wrong-type"),
    .init("lr: 0.01", "betas: [0.9]", "40:10", "wrong-type"),
    .init("lr: 0.01", "betas: [0.9, 1.5]", "40:10", "wrong-type"),
    .init("lr: 0.01", "learning_rate: 0.01", "40:3", "unknown-argument"),
    .init("- train: net", "- train: optimizer", "45:10", "wrong-kind"),
    .init("- train: net", "- train: cnn", "45:10", "unknown-name"),
    .init(
      "loader: train_loader\n  optimizer", "loader: shape_loader\n  optimizer", "46:11",
      "unknown-name"),
    .init(
      "loader: train_loader\n  optimizer", "loader: train_rows\n  optimizer", "46:11", "wrong-kind"),
    .init("optimizer: optimizer", "optimizer: shape_steps", "47:14", "unknown-name"),
    .init("optimizer: optimizer", "optimizer: adam", "47:14", "unknown-name"),
    .init("loss: bce", "loss: bec", "48:9", "unknown-loss"),
    .init("loss: bce", "loss: cross_entropy", "48:9", "class-count"),
    .init("loss: bce", "loss: {bce, pos_weight: [2]}", "48:15", "unknown-argument"),
    .init("loss: bce", "loss: {bce, reduction: none}", "48:26", "wrong-type"),
    .init("loss: bce", "loss: [bce, mse]", "48:9", "wrong-type"),
    .init("epochs: $epochs", "epochs: 0", "49:11", "wrong-type"),
    .init("epochs: $epochs", "epochs: -2", "49:11", "wrong-type"),
    .init("epochs: $epochs", "epochs: $epoch", "49:11", "unknown-parameter"),
    .init("  epochs: $epochs\n", "", "45:3", "missing-argument"),
    .init("validate: test_loader", "validate: test_rows", "50:13", "wrong-kind"),
    .init("validate: test_loader", "validate: shape_loader", "50:13", "unknown-name"),
    .init("early_stopping: {patience: 2}", "early_stopping: {patience: 0}", "51:30", "wrong-type"),
    .init(
      "early_stopping: {patience: 2}", "early_stopping: {patience: 2, delta: 1}", "51:33",
      "unknown-argument"),
    .init("early_stopping: {patience: 2}", "early_stopping: 2", "51:19", "wrong-type"),
    .init("  validate: test_loader\n", "", "50:19", "missing-argument"),
    .init(
      "schedule: {step: 2, gamma: 0.5}", "schedule: {stepwise: 2}", "52:14", "unknown-schedule"),
    .init("schedule: {step: 2, gamma: 0.5}", "schedule: {step: 0}", "52:20", "wrong-type"),
    .init("schedule: {step: 2, gamma: 0.5}", "schedule: step", "52:13", "wrong-type"),
    .init(
      "```step score",
      "```step again\n- train: net\n  loader: train_loader\n  optimizer: optimizer\n  loss: bce\n  epochs: 1\n```\n\n```step score",
      "59:14", "scheduled-optimizer"),
    .init(
      "first: {linear: [3, $hidden]}", "training: {linear: [3, $hidden]}", "29:7", "duplicate-name"),
    .init("schedule_by: epoch", "schedule_by: day", "53:16", "wrong-type"),
    .init("eval_mode: net", "eval_mode: net.first.weight", "57:14", "unknown-name"),
    .init("evaluate: net", "evaluate: train_rows", "58:13", "wrong-kind"),
    .init("rows: test_rows\n  threshold", "rows: shape_tests\n  threshold", "59:9", "unknown-name"),
    .init("rows: test_rows\n  threshold", "rows: late\n  threshold", "59:9", "unknown-name"),
    .init("threshold: 0.5", "threshold: [0.5]", "60:14", "wrong-type"),
    .init("threshold: 0.5", "threshold: half", "60:14", "wrong-type"),
    .init("baseline: test_rows", "baseline: net", "61:13", "wrong-kind"),
    .init("baseline: test_rows", "baseline: test_rows\n  guess: median", "62:10", "wrong-type"),
    .init("baseline: test_rows", "baseline: test_rows\n  guess: last_value", "63:9", "wrong-type"),
    .init(
      "predict: test_loader\n  model: net", "predict: test_loader\n  model: cnn", "64:10",
      "unknown-name"),
    .init("predict: test_loader\n  model: net", "predict: test_loader", "63:3", "missing-argument"),
    .init(
      "show: score.held_out.accuracy", "show: score.held_out.accurracy", "65:9", "unknown-metric"),
    .init("show: score.held_out.accuracy", "show: later.loss", "65:9", "unknown-step"),
    .init("show: score.held_out.accuracy", "show: series.predictions", "65:9", "unknown-step"),
    .init("places: 3", "places: -1", "66:11", "wrong-type"),
    .init("places: 3", "places: 3\n  divided_by: score.rows.what", "67:15", "unknown-metric"),
    .init("held_out.accuracy: >= 0", "held_out.acuracy: >= 0", "70:1", "unknown-metric"),
    .init(
      "held_out.accuracy: >= 0", "held_out.classes.ruby.recall: >= 0", "70:1", "unknown-metric"),
    .init("held_out.accuracy: >= 0", "last_batch.classes.ruby.f1: 1", "70:1", "unknown-metric"),
    .init("held_out.accuracy: >= 0", "held_out.accuracy: = train.losses", "70:20", "wrong-type"),
    .init(
      "held_out.accuracy: >= 0", "held_out.classes.\"ru by\".recall: 1", "70:1", "unknown-metric"),
    .init("held_out.accuracy: >= 0", "held_out.classes.ru by.recall: 1", "70:1", "path-syntax"),
    .init("held_out.accuracy: >= 0", "held_out.accuracy: \">= 0\"", "70:20", "wrong-type"),
    .init("held_out.accuracy: >= 0", "held_out.accuracy: true", "70:20", "wrong-type"),
    .init("held_out.accuracy: >= 0", "held_out.accuracy: [1]", "70:20", "wrong-type"),
    .init("held_out.accuracy: >= 0", "held_out.confusion: decreasing", "70:21", "wrong-type"),
    .init("held_out.accuracy: >= 0", "held_out.confusion: [1, 2]", "70:21", "wrong-type"),
    .init("held_out.accuracy: >= 0", "class_names: finite", "70:1", "unknown-metric"),
    .init("held_out.accuracy: >= 0", "held_out.accuracy: >= x", "70:23", "constraint-syntax"),
    .init("held_out.accuracy: >= 0", "held_out.accuracy: 0.5 ± -1", "70:27", "constraint-syntax"),
    .init("test_size: 10", "test_size: 41", "77:14", "too-many-rows"),
    .init(
      "conv2d: [1, 4], kernel_size: 3", "conv2d: [3, 4], kernel_size: 3", "84:13", "shape-mismatch"),
    .init("conv2d: [1, 4], kernel_size: 3", "conv2d: [1, 4]", "84:14", "wrong-type"),
    .init(
      "conv2d: [1, 4], kernel_size: 3", "conv2d: [1, 4], kernel_size: 9", "84:13", "shape-mismatch"),
    .init(
      "conv2d: [4, 4], kernel_size: 3", "conv2d: [4, 4], groups: 3, kernel_size: 3", "86:35",
      "wrong-type"),
    .init(
      "conv2d: [4, 4], kernel_size: 3", "conv2d: [4, 4], kernel_size: [3, 3, 3]", "86:40",
      "wrong-type"),
    .init(
      "conv2d: [4, 4], kernel_size: 3", "conv2d: [4, 4], padding_mode: circular, kernel_size: 3",
      "86:27", "unknown-argument"),
    .init("add: [a, b]", "add: [a]", "87:12", "shape-mismatch"),
    .init("add: [a, b]", "add: [a, c]", "87:22", "unknown-name"),
    .init("add: [a, b]", "add: [stem, pool]", "87:25", "unknown-name"),
    .init("max_pool2d: 2", "max_pool2d: 5", "88:13", "shape-mismatch"),
    .init("max_pool2d: 2", "max_pool1d: 2", "88:13", "shape-mismatch"),
    .init("    - flatten\n", "", "89:12", "shape-mismatch"),
    .init("linear: [16, 3]", "linear: [64, 3]", "90:12", "shape-mismatch"),
    .init("linear: [16, 3]", "linear: [16, 2]", "100:9", "class-count"),
    .init("momentum: 0.9", "momentum: -0.9", "95:13", "wrong-type"),
    .init("momentum: 0.9", "nesterov: true", "95:13", "wrong-type"),
    .init("label_smoothing: 0.1", "label_smoothing: 2", "100:42", "wrong-type"),
    .init("label_smoothing: 0.1", "weight: [1, 2]", "100:9", "loss-mismatch"),
    .init(
      "windows: months\n  length: 3", "windows: months\n  length: 40", "112:11", "too-many-rows"),
    .init("windows: months\n  length: 3", "windows: months\n  length: 0", "112:11", "wrong-type"),
    .init(
      "windows: months\n  length: 3", "windows: dataset\n  length: 3", "111:12", "unknown-column"),
    .init("by: min_max", "by: minmax", "108:7", "wrong-type"),
    .init("columns: [sales]", "columns: [sale]", "109:12", "unknown-column"),
    .init(
      "shuffle: false\n  train: early", "shuffle: false\n  stratify: true\n  train: early",
      "116:13", "no-target"),
    .init(
      "lstm: [1, 6], batch_first: true", "lstm: [2, 6], batch_first: true", "122:13",
      "shape-mismatch"),
    .init("lstm: [1, 6], batch_first: true", "lstm: [1, 6], num_layers: 0", "122:40", "wrong-type"),
    .init(
      "lstm: [1, 6], batch_first: true", "lstm: [1, 6], proj_size: 2", "122:28", "unknown-argument"),
    .init("select: -1", "select: 7", "123:13", "shape-mismatch"),
    .init("select: -1", "select: last", "123:22", "wrong-type"),
    .init(
      "linear: [6, 1]}\n  as: memory", "linear: [6, 2]}\n  as: memory", "132:9", "loss-mismatch"),
    .init("loss: mse", "loss: bce_with_logits_loss", "132:9", "unknown-loss"),
    .init("loss: mse", "loss: nll", "132:9", "loss-mismatch"),
    .init("inverse: scaler", "inverse: months", "136:12", "wrong-kind"),
    .init("inverse: scaler", "inverse: scalar", "136:12", "unknown-name"),
    .init("plot: lines", "plot: pie", "137:9", "wrong-type"),
    .init(
      "\"series.predictions[].actual\"", "\"series.predictions[].row.x\"", "138:20",
      "unknown-metric"),
    .init(
      "\"series.predictions[].actual\"", "\"series.prediction[].actual\"", "138:20",
      "unknown-metric"),
    .init("title: \"Late months\"", "title: [a, b]", "139:10", "wrong-type"),
    .init("title: \"Late months\"", "caption: \"Late\"", "139:3", "unknown-argument"),
  ]
}
