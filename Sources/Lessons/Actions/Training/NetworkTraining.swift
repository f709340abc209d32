import Engine
import Records

/// What a training of a model of layers needs beside the arguments that all trainings have.
struct NetworkTraining: Sendable {
  private static let validate = Argument(
    "validate", ArgumentType<BoundName>.bound(.rowLoader).optional, default: nil, "none",
    """
    Of a model of layers: a loader of rows that nothing is learned from. After each epoch the model \
    is tried on them in evaluation mode, and the mean of the batches' losses is noted.
    """)
  private static let looks = Argument(
    "looks", ArgumentType<[BoundName]>.list(of: .bound(.rowLoader), "a list of loaders"),
    default: [], "none",
    """
    Of a model of layers: loaders that a notebook goes through after each epoch beside `validate`, for \
    figures that a training does not note. Nothing is computed of their rows, but a loader draws random \
    numbers when it begins, and for each picture that is drawn anew.
    """)
  private static let earlyStopping = Argument(
    "early_stopping", ArgumentType<EarlyStopping>.earlyStopping.optional, default: nil, "none",
    """
    With `validate`: stops once that loss has not become smaller for `patience` epochs, by \
    `min_delta` at least (0 if left out). The weights stay as the last epoch leaves them.
    """)
  private static let restoreBest = Argument(
    "restore_best", .flag, default: false, "false",
    """
    With `validate`: whether the model has at the end the weights of the epoch with the least such \
    loss, and not those of the last.
    """)

  static let arguments = [
    validate.description, looks.description, earlyStopping.description, restoreBest.description,
  ]

  /// Results that other trainings do not have.
  static let ownResults: Set<ResultKey> = [.validationLoss, .stoppedEpoch, .bestEpoch]
  private static let ofTexts: Set<ResultKey> = [.tokens, .paddedTokens]

  /// The arguments, read.
  struct Arguments {
    var validate: BoundName?
    var looks: [BoundName]
    var earlyStopping: EarlyStopping?
    var restoresBest: Bool

    init?(_ reader: ActionReader) {
      let validate = reader.read(NetworkTraining.validate)
      let looks = reader.read(NetworkTraining.looks)
      let earlyStopping = reader.read(NetworkTraining.earlyStopping)
      let restoresBest = reader.read(NetworkTraining.restoreBest)
      guard let validate, let looks, let earlyStopping, let restoresBest else { return nil }
      (self.validate, self.looks, self.earlyStopping) = (validate, looks, earlyStopping)
      self.restoresBest = restoresBest
    }

    /// Reports what only a model of layers has a use for.
    func checkUnused(by model: String, _ reader: ActionReader) -> Bool {
      let used = [
        validate.map { _ in NetworkTraining.validate.name },
        looks.isEmpty ? nil : NetworkTraining.looks.name, withoutValidation,
      ]
      guard let name = used.compactMap({ $0 }).first else { return true }
      reader.report(
        "wrong-type", at: reader.range(of: name),
        "`\(name)` is for a model of layers, and `\(model)` is none")
      return false
    }

    /// An argument that looks at what `validate` measures.
    fileprivate var withoutValidation: String? {
      earlyStopping != nil
        ? NetworkTraining.earlyStopping.name
        : restoresBest ? NetworkTraining.restoreBest.name : nil
    }
  }

  let network: PlannedNetwork
  let loss: CatalogueChoice
  let target: TargetForm
  /// The rows' target.
  let column: TableOutline.Column?
  let validate: String?
  let looks: [String]
  let earlyStopping: EarlyStopping?
  let restoresBest: Bool
  /// Of the layers' outputs for one batch.
  let values: Double
  /// Of a batch's way forwards, and of that of all rows held out.
  let operations, validation: Double

  /// - Returns: `nil` where a diagnostic has been reported.
  init?(
    _ reader: ActionReader, model: BoundName, features: MemberName?, loader: BoundName,
    optimizer: BoundName, loss: CatalogueChoice?, _ arguments: Arguments, _ length: ScheduleFit
  ) {
    guard case .network(let network) = model.value else { return nil }
    if features != nil {
      reader.report(
        "wrong-kind", at: reader.range(of: "features"),
        "`\(model.name)` takes a table's rows: `features` are for a head alone")
      return nil
    }
    guard case .rowLoader(let rows) = loader.value else {
      if loader.value != .unknown {
        reader.report(
          "wrong-kind", at: reader.range(of: "loader"),
          "`\(loader.name)` hands out texts, and `\(model.name)` takes a table's rows")
      }
      return nil
    }
    guard let loss else {
      reader.report(
        "missing-argument", at: reader.action.name.range,
        "train of a model of layers needs `loss`: there are "
          + LossCatalogue.entries.map(\.name).joined(separator: ", "))
      return nil
    }
    if let name = arguments.withoutValidation, arguments.validate == nil {
      reader.report(
        "missing-argument", at: reader.range(of: name),
        "`\(name)` needs `validate`: rows whose loss it looks at")
      return nil
    }
    guard let made = try? loss.make(LossCatalogue.entries),
      let fit = NetworkFit(model, rows: loader, reader),
      let outcome = fit.outcome(rows: rows.batch, "loader"),
      let target = fit.target(of: made, rows: rows.batch, output: outcome.output, "loss"),
      length.check(batches: rows.batches, optimizer, reader)
    else { return nil }
    reader.scope.trainedOn[network.id] = fit.trainedRows
    guard rows.rest == 0 || fit.outcome(rows: rows.rest, "loader") != nil,
      let validation = Self.check(arguments.validate, model, made, target, reader)
    else { return nil }
    (self.network, self.loss, self.target) = (network, loss, target)
    column = rows.table.targetColumn
    (validate, earlyStopping) = (arguments.validate?.name, arguments.earlyStopping)
    restoresBest = arguments.restoresBest
    looks = arguments.looks.map(\.name)
    (values, operations) = (outcome.values, outcome.operations)
    self.validation = validation
  }

  /// The operations of the rows held out; `nil` where they do not go through the model, or their target
  /// not into the loss.
  private static func check(
    _ validate: BoundName?, _ model: BoundName, _ loss: any Loss, _ form: TargetForm,
    _ reader: ActionReader
  ) -> Double? {
    guard let validate else { return 0 }
    guard case .rowLoader(let rows) = validate.value else { return nil }
    guard let fit = NetworkFit(model, rows: validate, reader),
      let outcome = fit.outcome(rows: rows.batch, Self.validate.name, isEvaluated: true),
      let target = fit.target(
        of: loss, rows: rows.batch, output: outcome.output, Self.validate.name),
      fit.isLikeTraining(Self.validate.name)
    else { return nil }
    guard target == form else {
      reader.report(
        "loss-mismatch", at: reader.range(of: Self.validate.name),
        "the target of `\(validate.name)` is not like that of the rows to train on")
      return nil
    }
    return outcome.operations * Double(rows.batches)
  }

  var absentResults: Set<ResultKey> {
    Self.ofTexts.union(validate == nil ? Self.ownResults : [])
  }

  /// The results with this model's tensors.
  func results(_ results: [ResultDescription]) -> [ResultDescription] {
    results.map { result in
      var result = result
      switch result.key {
      case .final: result.shape = TensorSummary.shape(of: network.tensors + network.buffers)
      case .firstGradientNorms: result.shape = .byTensor(network.tensors, .number)
      default: break
      }
      return result
    }
  }
}

extension ArgumentType where Value == EarlyStopping {
  /// `{patience: 5, min_delta: 0}`.
  fileprivate static let earlyStopping = ArgumentType(
    "a mapping such as {patience: 5, min_delta: 0}",
    schema: [
      "type": "object", "additionalProperties": false, "required": ["patience"],
      "properties": [
        "patience": LessonSchema.orParameter(["type": "integer", "minimum": 1]),
        "min_delta": LessonSchema.orParameter(["type": "number", "minimum": 0]),
      ],
    ]
  ) { value, scope throws(ArgumentProblem) in
    guard case .mapping(let members, _) = value else { throw .wrongType }
    var stopping = EarlyStopping(patience: 0)
    for (key, value) in members {
      let scalar = try scope.scalar(value)
      switch key.value {
      case "patience":
        guard let patience = scalar.value.int, patience > 0 else {
          throw ArgumentProblem(
            code: "wrong-type", message: "`patience` takes a whole number of at least 1",
            range: value.range)
        }
        stopping.patience = patience
      case "min_delta":
        guard let change = scalar.value.number, change >= 0 else {
          throw ArgumentProblem(
            code: "wrong-type", message: "`min_delta` takes a number of at least 0",
            range: value.range)
        }
        stopping.minimumChange = change
      default:
        throw ArgumentProblem.unknown(
          code: "unknown-argument", "`early_stopping` has no `\(key.value)`", name: key.value,
          candidates: ["patience", "min_delta"]
        ).at(key.range)
      }
    }
    guard stopping.patience > 0 else { throw .wrongType }
    return stopping
  }
}
