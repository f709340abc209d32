/// What steps say of models and their trainings.
extension ResultKey {
  /// C, the numbers that a token becomes.
  package static let hiddenSize = ResultKey("hidden_size", .number)
  /// L, a backbone's layers.
  package static let encoderLayers = ResultKey("layers", .number)
  /// NH, attention heads a layer.
  package static let heads = ResultKey("heads", .number)
  /// Numbers that the backbone is made of.
  package static let backboneParameters = ResultKey("backbone_parameters", .number)
  /// Numbers that the head is made of.
  package static let headParameters = ResultKey("head_parameters", .number)
  /// Numbers that the model of layers is made of.
  package static let modelParameters = ResultKey("model_parameters", .number)
  /// Tensors as they were drawn.
  package static let initial = ResultKey("initial", .byTensor([], .tensor))

  // MARK: - A summary

  /// A model layer by layer.
  package static let layers = ResultKey(
    "layers",
    .list(
      .members([
        .name: .text, .layer: .text, .outputShape: .list(.number), .parameters: .number,
      ])))
  /// Numbers that the model is made of.
  package static let parameters = ResultKey("parameters", .number)
  /// Those of them that are not frozen.
  package static let trainableParameters = ResultKey("trainable_parameters", .number)
  /// Floating-point operations of a forward pass over the rows.
  package static let operations = ResultKey("operations", .number)

  // MARK: - A model's state

  /// Tensors that ask for a gradient, after a step that has frozen or freed some.
  package static let requiresGradient = ResultKey("requires_gradient", .byModel(.number))
  /// Whether the model is in training mode.
  package static let trainingMode = ResultKey("training_mode", .byModel(.boolean))

  // MARK: - A training

  /// One a batch, in single precision.
  package static let losses = ResultKey("losses", .list(.number))
  /// As the cell prints them, rounded to four places.
  package static let printedLoss = ResultKey("printed_loss", .list(.number))
  /// The epoch of each printed figure, from 1; absent where each epoch prints one.
  package static let printedEpochs = ResultKey("printed_epochs", .list(.number))
  /// One a whole epoch.
  package static let meanLoss = ResultKey("mean_loss", .list(.number))
  /// Epochs asked for.
  package static let epochs = ResultKey("epochs", .number)
  /// Batches an epoch.
  package static let batches = ResultKey("batches", .number)
  /// The places of the first batch's rows in the data.
  package static let firstBatch = ResultKey("first_batch", .list(.number))
  /// Digest of the order in which all rows were visited.
  package static let orderSHA256 = ResultKey("order_sha256", .text)
  /// What the model gives for the first batch, a list a row.
  package static let firstLogits = ResultKey("first_logits", .list(.list(.number)))
  /// Norms of the first batch's gradients.
  package static let firstGradientNorms = ResultKey(
    "first_gradient_norms", .byTensor([], .number))
  /// Tensors as the training left them.
  package static let final = ResultKey("final", .byTensor([], .tensor))
  /// Tensors that ask for a gradient, in a training.
  package static let trainableTensors = ResultKey("trainable_tensors", .byModel(.number))
  /// Tensors of which a bit changed.
  package static let movedTensors = ResultKey("moved_tensors", .byModel(.number))
  /// The same by layer.
  package static let movedByLayer = ResultKey("moved_by_layer", .byModel(.byAnyKey(.number)))
  /// Tokens of one epoch.
  package static let tokens = ResultKey("tokens", .number)
  /// Tokens of one epoch, padding counted in.
  package static let paddedTokens = ResultKey("padded_tokens", .number)
  /// Over the rows held out, one a whole epoch.
  package static let validationLoss = ResultKey("validation_loss", .list(.number))
  /// The last epoch that was computed, from 1.
  package static let stoppedEpoch = ResultKey("stopped_epoch", .number)
  /// The epoch with the least loss over the rows held out, from 1.
  package static let bestEpoch = ResultKey("best_epoch", .number)
}

extension ResultShape {
  /// Enough of a tensor to tell whether two runs have the same.
  package static let tensor = members([
    .shape: .list(.number), .sha256: .text, .first: .list(.number),
  ])
}

/// Members of what steps say of models.
extension ResultMember {
  /// The extent of each dimension.
  package static let shape = ResultMember("shape")
  /// Of a tensor's values as little-endian bytes.
  package static let sha256 = ResultMember("sha256")
  /// A tensor's first values, or a table's first rows.
  package static let first = ResultMember("first")
  /// A layer's kind, as lessons name it.
  package static let layer = ResultMember("layer")
  /// What comes out of a layer; absent where the model's input is not known.
  package static let outputShape = ResultMember("output_shape")
  /// Numbers that a layer is made of.
  package static let parameters = ResultMember("parameters")
}
