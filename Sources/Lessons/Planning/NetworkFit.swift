import Engine

/// Whether some rows go through a model, and what comes out.
struct NetworkFit {
  /// What comes out, and how much is held in memory meanwhile.
  struct Outcome {
    var output: [Int]
    /// Values of the layers' outputs, those that need no memory of their own not counted.
    var values: Double
    /// Floating-point operations of their way forwards.
    var operations: Double
  }

  let model: BoundName
  let network: PlannedNetwork
  /// The name of the rows, for messages.
  let rows: String
  let table: TableOutline
  /// Whether the rows are fetched through a loader.
  let isLoader: Bool
  let reader: ActionReader

  /// - Parameter argument: the one that names the rows.
  init?(_ model: BoundName, rows: BoundName, _ reader: ActionReader) {
    guard case .network(let network) = model.value else { return nil }
    switch rows.value {
    case .table(let table): (self.table, isLoader) = (table, false)
    case .rowLoader(let loader): (table, isLoader) = (loader.table, true)
    default: return nil
    }
    (self.model, self.network, self.rows, self.reader) = (model, network, rows.name, reader)
  }

  /// What the rows are, for comparison with others.
  var trainedRows: TrainedRows {
    TrainedRows(
      name: rows, inputs: table.inputColumns, classNames: table.targetColumn?.classNames,
      target: table.targetColumn)
  }

  /// Whether the rows are like those that the model was trained on; reports it where not.
  func isLikeTraining(_ argument: String) -> Bool {
    reader.scope.checkTraining(
      of: model.name, id: network.id, against: trainedRows, at: reader.range(of: argument))
  }

  /// What comes out for so many rows; reports it where the model cannot take them.
  ///
  /// - Parameters:
  ///   - argument: where a problem with the rows themselves is shown.
  ///   - isEvaluated: whether the model is in evaluation mode then, whatever it is in before.
  ///   - givesRows: whether the first dimension of what comes out has to count the rows.
  func outcome(
    rows count: Int, _ argument: String, isEvaluated: Bool = false, givesRows: Bool = true
  ) -> Outcome? {
    let input: ActivationShape
    do throws(ArgumentProblem) {
      if !isLoader, let column = table.columns.first(where: { $0.augmentation != nil }) {
        throw ArgumentProblem(
          code: "table-as-input",
          message: "its column '\(column.name)' is drawn anew when a loader fetches a row",
          notes: ["make a loader of it, and name that: - loader: \(rows)"])
      }
      input = try table.inputShape(rows: count)
    } catch {
      reader.report(
        error.code ?? "wrong-type", at: reader.range(of: argument),
        "`\(rows)` cannot go into a model: \(error.message)", notes: error.notes)
      return nil
    }
    guard let built = try? network.chain.build() else { return nil }
    do throws(ShapeProblem) {
      let rows = try built.rows(input: input)
      let output = try built.network.outputs(of: [input])
      guard output[0].kind == .numbers,
        hasVariance(rows, count: count, isEvaluated: isEvaluated, argument),
        !givesRows || hasRows(output[0].shape, count: count, argument)
      else { return nil }
      var values = input.values
      var before = input.values
      for row in rows {
        let own = row.output?.values ?? 0
        if own != before { values += own }
        before = own
      }
      warnOfStepsFirst(built, input: input)
      return Outcome(
        output: output[0].shape, values: values,
        operations: built.network.operations(of: [input]))
    } catch {
      report(error, input: input)
      return nil
    }
  }

  /// The target of so many rows as a loss takes it; reports it where no form of it fits.
  func target(
    of loss: any Loss, rows count: Int, output: [Int], _ argument: String
  ) -> TargetForm? {
    guard let column = table.targetColumn else {
      reader.report(
        "no-target", at: reader.range(of: argument),
        "a loss needs a target, and `\(rows)` has no target column")
      return nil
    }
    var problem: ShapeProblem?
    for form in TargetForm.forms(of: column) {
      do throws(ShapeProblem) {
        try loss.check(output: output, target: form.shape(rows: count, of: column))
        return hasClasses(form, column, output, argument) ? form : nil
      } catch {
        // Of two forms the first says more, but for a target that is of the wrong kind in it.
        if problem?.isOfTargetKind != false, problem == nil || !error.isOfTargetKind {
          problem = error
        }
      }
    }
    guard let problem else { return nil }
    reader.report(
      "loss-mismatch", at: reader.range(of: argument),
      "the loss needs \(problem.expected), but `\(model.name)` gives \(output) and the target is "
        + column.text(rows: count),
      notes: problem.isOfTargetKind && column.classNames == nil && column.shape.isEmpty
        ? [column.relabelHint] : [])
    return nil
  }

  /// Whether there is an output for every class; reports it where not.
  private func hasClasses(
    _ form: TargetForm, _ column: TableOutline.Column, _ output: [Int], _ argument: String
  ) -> Bool {
    guard form == .classes, let classes = column.classNames?.count, output[1] < classes else {
      return true
    }
    reader.report(
      "class-count", at: reader.range(of: argument),
      "'\(column.name)' has \(classes) classes, but `\(model.name)` gives \(output)",
      notes: ["give the model an output for each class"])
    return false
  }

  /// Shown where the layer stands; once for a model.
  private func report(_ problem: ShapeProblem, input: ActivationShape) {
    guard reader.scope.saysFirst("shapes of \(network.id)") else { return }
    let node = network.chain.node(at: problem.place)
    reader.report(
      "shape-mismatch", at: node?.range ?? reader.range(of: ""), problem.text(model.name),
      notes: ["the rows of `\(rows)` go into the model as \(input.shape)"])
  }
}

extension TableOutline.Column {
  /// In the words of a message.
  fileprivate func text(rows: Int) -> String {
    classNames.map { "one of \($0.count) classes a row" }
      ?? "\([rows] + (shape.isEmpty ? [1] : shape))"
  }
}
