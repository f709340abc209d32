import Foundation

@testable import Lessons

/// A lesson with the shape of a whole notebook, on the tiny fixture.
enum TinyLesson {
  static let frontMatter = """
    ---
    id: "tiny"
    title: "A tiny lesson"
    notebook: {repository: somewhere/notebooks, file: tiny.ipynb, backbone: bert-base-uncased}
    seed: 42
    parameters: {backbone: tiny-bert, data: tiny-reviews, rows: 24, epochs: 2, lr: 0.01}
    profiles:
      quick: {rows: 8, epochs: 1}
    departures:
      - {what: "tiny-bert stands in for bert-base-uncased", why: "it needs no download"}
    ---

    """

  static let load = """
    ```step load-data
    - dataset: $data
    - tokenizer: $backbone
    - tokenize: dataset
      tokenizer: tokenizer
      padding: max_length
      truncation: true
      max_length: 20
    ```

    ```step load-backbone
    - backbone: $backbone
    - head: backbone.hidden_size
      hidden: 8
      labels: 2
    ```

    """

  static let setup = """
    ```step setup-head
    - freeze: backbone
    - optimizer: AdamW
      parameters: [head]
      lr: $lr
      weight_decay: 0.0005
    - subset: dataset.train
      shuffle: true
      rows: $rows
      as: small_train
    - loader: small_train
      batch_size: 5
      shuffle: true
      as: train_loader
    ```

    """

  static let train = """
    ```step train-head
    - train: head
      features: backbone.pooler_output
      loader: train_loader
      optimizer: optimizer
      epochs: $epochs
      print: last_batch_over_batches
    - notebook_printed: {printed_loss: [0.5, 0.25]}
    ```

    """

  /// A new head in a sequential model, trained with dropout, asked for a sentence, and scored.
  static let sequential = """
    ```step setup-all
    - head: backbone.hidden_size
      hidden: 8
      labels: 2
      as: new_head
    - sequential: [backbone, new_head]
      as: model
    - optimizer: AdamW
      parameters: [model]
      lr: $lr
      as: all_optimizer
    ```

    ```step train-all
    - train_mode: model
    - train: model
      loader: train_loader
      optimizer: all_optimizer
      epochs: 2
      max_batches: 7
    ```

    ```step ask
    - predict: "This movie is terrible!"
      model: model
      tokenizer: tokenizer
      labels: [positive, negative]
      dataset: dataset
      repeat: 3
    ```

    ```step score cell=none
    - eval_mode: model
    - subset: dataset.train
      shuffle: true
      skip: $rows
      rows: 16
      as: held_out
    - evaluate: model
      subset: held_out
    ```

    """

  static let whole = frontMatter + load + setup + train + sequential

  /// A lesson's text as the loader would hand it over.
  static func loaded(_ text: String, cells: [NotebookCell]? = nil) -> LoadedLesson {
    let (lesson, diagnostics) = LessonParser.parse(Data(text.utf8), file: "tiny.md")
    return LoadedLesson(
      lesson: lesson, answers: [], cells: cells, diagnostics: diagnostics, sources: [:],
      folder: URL(filePath: "/"))
  }

  static func plan(
    _ text: String, _ options: PlanOptions = PlanOptions(), cells: [NotebookCell]? = nil
  ) throws -> (plan: LessonPlan?, diagnostics: [Diagnostic]) {
    try LessonPlanner.plan(loaded(text, cells: cells), options: options)
  }
}
