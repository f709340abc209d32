import Records

enum ReplayDocument {
  static let blocks: [DocumentBlock] = [
    .prose([
      .heading(level: 1, content: [.text("Transformers: backbone and fine-tuning")]),
      .paragraph([
        .text("A language model that has read a great deal is a good start for a "),
        .emphasis([.text("classifier")]),
        .text(": keep its body, the "), .strong([.text("backbone")]),
        .text(", and put a small "), .strong([.text("head")]),
        .text(" on it that answers one question. Here the question is whether a film review is"),
        .softBreak,
        .text("friendly. The idea is in "),
        .link(
          destination: "https://arxiv.org/abs/1810.04805", title: "BERT",
          content: [.text("the BERT paper")]), .text("."),
      ]),
      .heading(level: 2, content: [.text("The reviews")]),
      .paragraph([
        .text("There are {{load-data.splits.train.rows:d}} reviews to learn from, half of them "),
        .text("friendly. Before a model can read a review, its words become numbers:"),
      ]),
      .list(
        ordered: true, start: 1,
        items: [
          [.paragraph([.text("the text is cut into "), .emphasis([.text("tokens")])])],
          [.paragraph([.text("each token becomes its number, as in "), .code("[101, 2023, …]")])],
        ]),
    ]),
    step("load-data", "2", "- dataset: $data\n  as: dataset\n", 31),
    .prose([
      .heading(level: 2, content: [.text("Backbone and head")]),
      .paragraph([.text("The head is two layers with a bend between them.")]),
    ]),
    step(
      "load-backbone", "6",
      "- backbone: $backbone\n- head: backbone.hidden_size\n  hidden: 64\n  labels: 2\n", 44),
    step("setup-head", "dtMB0dO8dNd-", setUp, 52),
    .prose([
      .heading(level: 2, content: [.text("Training the head")]),
      .paragraph([.text("Ten times through all reviews, sixteen at a time.")]),
    ]),
    step("train-head", "1dD855X0dfgB", train, 75),
    .claim(
      ClaimBlock(
        id: "low-loss", cell: "7YUTaKdfrbhh", question: "low-loss",
        content: [.paragraph([.text("The loss is low from the first epoch.")])])),
    .question(
      QuestionBlock(
        id: "low-loss", points: 4,
        content: [
          .paragraph([
            .text("The printed loss is small from the first epoch and hardly moves. "),
            .text("What does this tell you?"),
          ])
        ])),
    .hint(
      HintBlock(
        id: "low-loss",
        content: [
          .paragraph([.text("What is the loss of a model that always says one half?")])
        ])),
    .prose([
      .heading(level: 2, content: [.text("Asking the model")]),
      .paragraph([
        .text("After the first epoch the mean loss was {{train-head.mean_loss["),
        .text("0]:.4f}}, after the last {{train-head.mean_loss[-1]:.4f}}."),
      ]),
    ]),
    step("predict-great", "12", "- predict: This is a great movie!\n  model: head\n", 120),
    .claim(
      ClaimBlock(
        id: "right-way-round", cell: "12", question: nil,
        content: [.paragraph([.text("The word printed is what the model said.")])])),
    step("predict-terrible", "18", "- predict: This is a terrible movie!\n  repeat: 64\n", 140),
    .question(
      QuestionBlock(
        id: "conclusion", points: nil,
        content: [.paragraph([.text("What should we conclude from the last prediction?")])])),
    .prose([.heading(level: 2, content: [.text("On reviews it has not seen")])]),
    step("held-out", nil, "- evaluate: head\n  subset: held_out\n", 160),
  ]

  private static let setUp = """
    - freeze: backbone
    - optimizer: AdamW
      parameters: [head]
      lr: 5e-5
      weight_decay: 0.0005
      as: optimizer
    - subset: dataset.train
      shuffle: true
      rows: $rows
      as: small_train

    """

  private static let train = """
    - train: head
      features: backbone.pooler_output     # computed without gradient
      loader: train_loader
      optimizer: optimizer
      loss: cross_entropy
      epochs: $epochs
      print: last_batch_over_batches

    """

  private static func step(_ id: String, _ cell: String?, _ source: String, _ line: Int)
    -> DocumentBlock
  {
    .step(StepBlock(id: id, cell: cell, source: source, line: line))
  }
}
