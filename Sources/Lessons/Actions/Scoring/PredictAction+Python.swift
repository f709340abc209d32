import Engine

extension PredictAction {
  func write(_ python: inout PythonScript) {
    switch work {
    case .sentence(let prediction): prediction.write(&python)
    case .rows(let prediction): prediction.write(&python)
    }
  }
}

extension SentencePrediction {
  func write(_ python: inout PythonScript) {
    python.needs(.sentences)
    let (tokenizer, dataset) = (python.name(self.tokenizer), python.name(self.dataset))
    let (tokens, logits) = (python.fresh("tokens"), python.fresh("logits"))
    let classifier = PythonClassifier(model, &python)
    let backbone = model.features.map { python.name($0) } ?? "\(python.name(model.model))[0]"
    python.line("\(tokens) = \(tokenizer)(\(text), return_tensors=\("pt"))")
    python.line("with torch.no_grad():")
    python.indented { python in
      let output = classifier.logits(
        run: nil, rows: "", ids: "\(tokens)[\("input_ids")]",
        mask: "\(tokens)[\("attention_mask")]", &python)
      guard let draws else { return python.line("\(logits) = \(output)") }
      python.line(
        "\(logits) = torch.cat([\(output) for _ in range(\(draws) if is_random(\(backbone)) else 1)])"
      )
    }
    python.line(
      "note_prediction(\(text), \(tokens), \(logits), \(dataset).class_names, \(backbone), repeats=\(draws != nil))"
    )
    python.line("print(\("Prediction:"), \(labels)[int(\(logits)[0].argmax())])")
    python.record(.printedLabel, "\(labels)[int(\(logits)[0].argmax())]")
  }
}

extension RowPrediction {
  func write(_ python: inout PythonScript) {
    if inverse != nil { python.needs(.scores) }
    let model = python.name(self.model)
    let outputs = python.fresh("outputs")
    let rows = python.name(self.rows)
    let batches: PythonCode = hasBatches ? rows : "AllAtOnce(\(rows))"
    let table: PythonCode = hasBatches ? "\(rows).dataset" : rows
    python.line("with torch.no_grad():")
    python.indented {
      $0.line(
        "\(outputs) = [(i, \(model)(x), y) for i, x, y in \(batches)]")
    }
    python.line("\(outputs) = [(\(table).places[i], output, y) for rows, outputs, ys in \(outputs)")
    python.line("    for i, output, y in zip(rows.tolist(), outputs, ys)]")
    let value: PythonCode = isSingle ? ".flatten()[0].item()" : ".tolist()"
    if keepsFirst {
      python.line("\(outputs) = \(outputs)[::\(rows).batch_size]")
    }
    python.line("record(\("predictions"), [{")
    python.indented { python in
      python.line("\("row"): int(place),")
      if let names = reading.classNames {
        let predicted = reading.prediction("output.unsqueeze(0)")
        python.line("\("output"): output\(value),")
        python.line("\("predicted"): \(names)[int(\(predicted)[0])],")
        if hasTarget { python.line("\("actual"): \(names)[int(y)],") }
      } else if let inverse {
        let scale = inverse.python(&python)
        let value: PythonCode = isSingle ? "[0]" : ".tolist()"
        python.line("\("predicted"): unscaled(\(scale), output).flatten()\(value),")
        python.line("\("actual"): unscaled(\(scale), y).flatten()\(value),")
      } else {
        python.line("\("predicted"): output\(value),")
        if hasTarget {
          python.line("\("actual"): y.flatten()[0].item() if y.numel() == 1 else y.tolist(),")
        }
      }
    }
    python.line("} for place, output, y in \(outputs)])")
  }
}
