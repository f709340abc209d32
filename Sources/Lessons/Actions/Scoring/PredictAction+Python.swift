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
    let (tokenizer, dataset) = (python.name(self.tokenizer), python.name(self.dataset))
    let (tokens, logits) = (python.fresh("tokens"), python.fresh("logits"))
    let (count, classifier) = (python.fresh("draws"), PythonClassifier(model, &python))
    let backbone = model.features.map { python.name($0) } ?? "\(python.name(model.model))[0]"
    let config = python.fresh("config")
    let isRandom = python.fresh("dropout_active")
    python.line("\(tokens) = \(tokenizer)(\(text), return_tensors=\("pt"))")
    python.line("\(config) = \(backbone).config")
    python.line(
      "\(isRandom) = \(backbone).training and max(\(config).hidden_dropout_prob, \(config).attention_probs_dropout_prob) > 0"
    )
    python.line("\(count) = \(draws ?? 1) if \(isRandom) else 1")
    python.line("with torch.no_grad():")
    python.indented { python in
      let output = classifier.logits(
        run: nil, rows: "", ids: "\(tokens)[\("input_ids")]",
        mask: "\(tokens)[\("attention_mask")]", &python)
      python.line("\(logits) = torch.cat([\(output) for _ in range(\(count))])")
    }
    let argmax = python.fresh("argmax")
    python.line("\(argmax) = int(\(logits)[0].argmax())")
    python.record("text", "\(text)")
    python.record("token_ids", "\(tokens)[\("input_ids")][0].tolist()")
    python.record("logits", "\(logits)[0].tolist()")
    python.record("probabilities", "\(logits)[0].softmax(0).tolist()")
    python.record("argmax", argmax)
    python.record("printed_label", "\(labels)[\(argmax)]")
    python.record("dataset_label", "\(dataset).class_names[\(argmax)]")
    python.record("dropout_active", isRandom)
    if draws != nil {
      python.line("if \(isRandom):")
      python.indented { python in
        python.record(
          "repeated",
          """
          {\("draws"): \(count), \("logits"): \(logits).tolist(), \("argmax_counts"): \
          torch.bincount(\(logits).argmax(1), minlength=\(labels.count)).tolist()}
          """)
      }
    }
    python.line("print(\("Prediction:"), \(labels)[\(argmax)])")
  }
}

extension RowPrediction {
  func write(_ python: inout PythonScript) {
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
    python.line("record(\("predictions"), [{")
    python.indented { python in
      python.line("\("row"): int(place),")
      if let names = reading.classNames {
        let predicted = reading.prediction("output.unsqueeze(0)")
        python.line("\("output"): output\(value),")
        python.line("\("predicted"): \(names)[int(\(predicted)[0])],")
        if hasTarget { python.line("\("actual"): \(names)[int(y)],") }
      } else if let inverse, let column {
        let scale: PythonCode = "\(python.name(inverse))[\(column)]"
        python.line(
          "\("predicted"): \(scale).inverse_transform(output.double().reshape(-1, 1).numpy()).flatten()\(isSingle ? "[0]" as PythonCode : ".tolist()"),"
        )
        if hasTarget {
          python.line(
            "\("actual"): \(scale).inverse_transform(y.reshape(-1, 1).numpy()).flatten()\(isSingle ? "[0]" as PythonCode : ".tolist()"),"
          )
        }
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
