import Engine
import Records

extension EvaluateAction {
  func write(_ python: inout PythonScript) {
    switch work {
    case .classifier(let reference, let subset, _): score(reference, subset, &python)
    case .network(let scoring): scoring.write(model, &python)
    }
  }

  private func score(
    _ reference: ClassifierReference, _ subset: String, _ python: inout PythonScript
  ) {
    python.needs(.scores)
    let rows = python.name(subset)
    let (logits, labels) = (python.fresh("logits"), python.fresh("labels"))
    let ids = python.fresh("ids")
    let mask = python.fresh("mask")
    let loader = python.fresh("scored")
    // A loader would draw a number that nothing uses.
    python.line("\(logits) = []")
    python.line("with torch.no_grad():")
    python.indented { python in
      python.line("for \(loader) in range(0, len(\(rows)), 16):")
      python.indented { python in
        python.line("_, \(ids), \(mask), _ = \(rows).collate(")
        python.line(
          "    [\(rows)[i] for i in range(\(loader), min(\(loader) + 16, len(\(rows))))])")
        let output = PythonClassifier(reference, &python).logits(
          run: nil, rows: "rows", ids: ids, mask: mask, &python)
        python.line("\(logits).append(\(output))")
      }
    }
    python.line("\(logits), \(labels) = torch.cat(\(logits)), torch.tensor(\(rows).labels)")
    python.line("record(\(ResultKey.heldOut.name), class_scores(")
    python.line("    \(labels).tolist(), \(logits).argmax(1).tolist(), \(rows).texts.class_names,")
    python.line("    nn.functional.cross_entropy(\(logits).double(), \(labels)).item()))")
  }
}

extension NetworkScoring {
  func write(_ name: String, _ python: inout PythonScript) {
    python.needs(.scores)
    let model = python.name(name)
    let outputs = python.writeOutputs(of: model, rows: rows, hasBatches: hasBatches)
    let total = writeLoss(outputs, &python)
    let (output, y) = (python.fresh("output"), python.fresh("actual"))
    python.line("\(output) = torch.cat([output for output, _ in \(outputs)])")
    python.line("\(y) = torch.cat([y for _, y in \(outputs)])")
    if let names = reading.classNames {
      let predicted = reading.prediction(output)
      let scores = python.fresh("scores")
      python.line("\(scores) = class_scores(")
      python.line("    \(y).long().tolist(), \(predicted).tolist(), \(names)\(total))")
      if names.count == 2 {
        python.imports("from sklearn.metrics import roc_auc_score")
        let evidence: PythonCode =
          if case .argmax = reading { "(\(output)[:, 1] - \(output)[:, 0])" } else {
            "\(output).flatten()"
          }
        python.line("if len(set(\(y).tolist())) == 2:")
        python.indented {
          $0.line(
            "\(scores)[\("roc_auc")] = float(roc_auc_score(\(y).long().numpy(), \(evidence).numpy()))"
          )
        }
      }
      python.record(.heldOut, scores)
      if hasBatches {
        let last = python.fresh("last_batch")
        python.line("\(last), \(scores) = \(outputs)[-1]")
        let predicted = reading.prediction(last)
        python.line("record(\("last_batch"), class_scores(")
        python.line("    \(scores).long().tolist(), \(predicted).tolist(), \(names)))")
      }
    } else {
      var numbers: (actual: PythonCode, predicted: PythonCode) = (
        "\(y).float().double().reshape(\(output).shape).numpy().reshape(len(\(y)), -1)",
        "\(output).double().numpy().reshape(len(\(y)), -1)"
      )
      if let inverse {
        let scale = inverse.python(&python)
        numbers = ("unscaled(\(scale), \(y))", "unscaled(\(scale), \(output))")
      }
      python.line("record(\("regression"), {\("rows"): len(\(y)), **number_scores(")
      python.line("    \(numbers.actual),")
      python.line("    \(numbers.predicted))})")
    }
  }

  /// - Returns: the last argument of the scores, with the comma before it.
  private func writeLoss(_ outputs: PythonCode, _ python: inout PythonScript) -> PythonCode {
    guard let loss, let target, let entry = try? LossCatalogue.entries.named(loss.name) else {
      return ""
    }
    let (criterion, losses) = (python.fresh("criterion"), python.fresh("losses"))
    let form = PythonTraining.target(target, column)
    python.line("\(criterion) = \(entry.python(Options(loss.options)))")
    if hasBatches {
      python.line(
        "\(losses) = [\(criterion)(output, \(form)).item() for output, y in \(outputs)]")
      python.record(.batchLosses, losses)
      python.record(.meanBatchLoss, "sum(\(losses)) / len(\(losses))")
    }
    python.line(
      "\(losses) = \(criterion)(torch.cat([output for output, _ in \(outputs)]),")
    python.line("    torch.cat([\(form) for _, y in \(outputs)])).item()")
    python.record(.loss, losses)
    return ", \(losses)"
  }
}

extension PythonScript {
  /// Writes what a model gives for rows, batch by batch, with what it should give.
  mutating func writeOutputs(of model: PythonCode, rows: String, hasBatches: Bool) -> PythonCode {
    let outputs = fresh("outputs")
    let rows = name(rows)
    let batches: PythonCode = hasBatches ? rows : "AllAtOnce(\(rows))"
    line("with torch.no_grad():")
    indented { $0.line("\(outputs) = [(\(model)(x), y) for _, x, y in \(batches)]") }
    return outputs
  }
}

extension OutputReading {
  /// The classes that some outputs mean.
  func prediction(_ output: PythonCode) -> PythonCode {
    switch self {
    case .threshold(let threshold, _):
      "(\(output).double().flatten() >= \(threshold)).long()"
    case .argmax: "\(output).argmax(1)"
    case .numbers: output
    }
  }
}
