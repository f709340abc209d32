/// What steps say of models and their trainings.
extension ResultKey {
  /// C, the numbers that a token becomes.
  public static let hiddenSize = ResultKey("hidden_size", .number)
  /// L, a backbone's layers.
  public static let encoderLayers = ResultKey("layers", .number)
  /// NH, attention heads a layer.
  public static let heads = ResultKey("heads", .number)
  /// Numbers that the backbone is made of.
  public static let backboneParameters = ResultKey("backbone_parameters", .number)
  /// Numbers that the head is made of.
  public static let headParameters = ResultKey("head_parameters", .number)
  /// Numbers that the model of layers is made of.
  public static let modelParameters = ResultKey("model_parameters", .number)
  /// Tensors as they were drawn.
  public static let initial = ResultKey("initial", .byTensor([], .tensor))

  // MARK: - A summary

  /// A model layer by layer.
  public static let layers = ResultKey(
    "layers",
    .list(
      .members([
        .name: .text, .layer: .text, .outputShape: .list(.number), .parameters: .number,
      ])))
  /// Numbers that the model is made of.
  public static let parameters = ResultKey("parameters", .number)
  /// Those of them that are not frozen.
  public static let trainableParameters = ResultKey("trainable_parameters", .number)
  /// Floating-point operations of a forward pass over the rows.
  public static let operations = ResultKey("operations", .number)

  // MARK: - A model's state

  /// Tensors that ask for a gradient, after a step that has frozen or freed some.
  public static let requiresGradient = ResultKey("requires_gradient", .byModel(.number))
  /// Whether the model is in training mode.
  public static let trainingMode = ResultKey("training_mode", .byModel(.boolean))

  // MARK: - A training

  /// One a batch, in single precision.
  public static let losses = ResultKey("losses", .list(.number))
  /// As the cell prints them, rounded to four places.
  public static let printedLoss = ResultKey("printed_loss", .list(.number))
  /// The epoch of each printed figure, from 1; absent where each epoch prints one.
  public static let printedEpochs = ResultKey("printed_epochs", .list(.number))
  /// One a whole epoch.
  public static let meanLoss = ResultKey("mean_loss", .list(.number))
  /// Epochs asked for.
  public static let epochs = ResultKey("epochs", .number)
  /// Batches an epoch.
  public static let batches = ResultKey("batches", .number)
  /// The places of the first batch's rows in the data.
  public static let firstBatch = ResultKey("first_batch", .list(.number))
  /// Digest of the order in which all rows were visited.
  public static let orderSHA256 = ResultKey("order_sha256", .text)
  /// What the model gives for the first batch, a list a row.
  public static let firstLogits = ResultKey("first_logits", .list(.list(.number)))
  /// Norms of the first batch's gradients.
  public static let firstGradientNorms = ResultKey(
    "first_gradient_norms", .byTensor([], .number))
  /// Tensors as the training left them.
  public static let final = ResultKey("final", .byTensor([], .tensor))
  /// Tensors that ask for a gradient, in a training.
  public static let trainableTensors = ResultKey("trainable_tensors", .byModel(.number))
  /// Tensors of which a bit changed.
  public static let movedTensors = ResultKey("moved_tensors", .byModel(.number))
  /// The same by layer.
  public static let movedByLayer = ResultKey("moved_by_layer", .byModel(.byAnyKey(.number)))
  /// Tokens of one epoch.
  public static let tokens = ResultKey("tokens", .number)
  /// Tokens of one epoch, padding counted in.
  public static let paddedTokens = ResultKey("padded_tokens", .number)
  /// Over the rows held out, one a whole epoch.
  public static let validationLoss = ResultKey("validation_loss", .list(.number))
  /// The last epoch that was computed, from 1.
  public static let stoppedEpoch = ResultKey("stopped_epoch", .number)
  /// The epoch with the least loss over the rows held out, from 1.
  public static let bestEpoch = ResultKey("best_epoch", .number)
}

extension ResultShape {
  /// Enough of a tensor to tell whether two runs have the same.
  public static let tensor = members([
    .shape: .list(.number), .sha256: .text, .first: .list(.number),
  ])
}

/// Members of what steps say of models.
extension ResultMember {
  /// The extent of each dimension.
  public static let shape = ResultMember("shape")
  /// Of a tensor's values as little-endian bytes.
  public static let sha256 = ResultMember("sha256")
  /// A tensor's first values, or a table's first rows.
  public static let first = ResultMember("first")
  /// A layer's kind, as lessons name it.
  public static let layer = ResultMember("layer")
  /// What comes out of a layer; absent where the model's input is not known.
  public static let outputShape = ResultMember("output_shape")
  /// Numbers that a layer is made of.
  public static let parameters = ResultMember("parameters")
}
