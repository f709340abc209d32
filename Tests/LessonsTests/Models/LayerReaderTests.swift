import Testing

@testable import Lessons

/// What `model` says of layers that are wrong, and where.
@Suite struct LayerReaderTests {
  /// A lesson whose model has these layers, trained on three columns of numbers.
  private func messages(_ layers: String, loss: String = "mse") throws -> [String] {
    let list = layers.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
    let text = TableFixture.lesson([
      ("data", "- dataset: flowers\n- loader: dataset\n  batch_size: 16"),
      (
        "build",
        "- model:\n\(list)\n  as: net\n- optimizer: SGD\n  parameters: net"
      ),
      (
        "train",
        "- train: net\n  loader: loader\n  optimizer: optimizer\n  loss: \(loss)\n  epochs: $epochs"
      ),
    ])
    return try TableFixture.plan(text).diagnostics.map { diagnostic in
      let place = diagnostic.range.lowerBound
      let notes = diagnostic.notes.map { " (\($0))" }.joined()
      return "\(place.line):\(place.column) \(diagnostic.message) [\(diagnostic.code)]" + notes
    }
  }

  @Test(arguments: [
    "- linear: [3, 1]", "- {linear: [3, 1], bias: false}", "- out: {linear: [3, 1]}",
    "- relu\n- a: relu\n- linear: {linear: [3, 1]}", "- linear: [3, 1]\n- dropout: 0.25",
    "- layers:\n    - linear: [3, 4]\n    - relu\n    - linear: [4, 1]",
    "- a: {linear: [3, 3]}\n- b: {shared: a}\n- c: {add: [a, b, input]}\n- linear: [3, 1]",
    "- a: {linear: [3, 2]}\n- b: {linear: [3, 2], of: input}\n- {concatenate: [a, b], dim: -1}\n- linear: [4, 1]",
    "- reshape: [-1, 1, 3]\n- r: {rnn: [3, 4], batch_first: true}\n- s: {select: 0, of: r.1, dim: 0}\n- linear: [4, 1]",
  ])
  func takesLayersInEveryForm(layers: String) throws {
    #expect(try messages(layers) == [])
  }

  @Test(arguments: [
    (
      "- liner: [3, 1]",
      ["17:9 there is no layer `liner` [unknown-layer] (did you mean `linear`?)"]
    ),
    (
      "- linear: [3]",
      [
        """
        17:9 `linear`: `out_features` is missing: expected a whole number of at least 1 [wrong-type] \
        (out_features: Values of a row that come out.)
        """
      ]
    ),
    (
      "- linear: [3, 0]",
      [
        """
        17:21 `linear`: `out_features` must be a whole number of at least 1 [wrong-type] \
        (out_features: Values of a row that come out.)
        """
      ]
    ),
    (
      "- linear: [3, 1, 5]",
      [
        """
        17:17 `linear` takes `in_features`, `out_features` by their place, not 3 values [wrong-type]
        """
      ]
    ),
    (
      "- {linear: [3, 1], bais: false}",
      [
        """
        17:26 `linear`: `bais` is no option of linear: it has bias, in_features, out_features \
        [unknown-argument] (did you mean `bias`?)
        """
      ]
    ),
    (
      "- {dropout: 0.5, inplace: true}\n- linear: [3, 1]",
      ["17:24 `dropout`: `inplace` changes no result: leave it out [unknown-argument]"]
    ),
    (
      "- a: {linear: [3, 1]}\n- a: {linear: [1, 1]}",
      ["18:9 there is a layer `a` already [duplicate-name]"]
    ),
    (
      "- a: {linear: [3, 1]}\n- {add: [a, b]}",
      [
        "18:19 there is no layer `b` before this one [unknown-name] (did you mean `a`?)"
      ]
    ),
    (
      "- linear: $wide",
      [
        """
        17:17 there is no parameter `wide` [unknown-parameter] (there are: epochs) (a text that starts \
        with a dollar is written with two: $$wide)
        """
      ]
    ),
    ("- [relu]", ["17:9 a layer is a name, or a name with options [wrong-type]"]),
    // Everything wrong at once, each where it stands.
    (
      "- relo\n- linear: [3, 1]\n- block: [{linear: [1]}, tanh, sigmod]",
      [
        "17:9 there is no layer `relo` [unknown-layer] (did you mean `relu`?)",
        """
        19:18 `linear`: `out_features` is missing: expected a whole number of at least 1 [wrong-type] \
        (out_features: Values of a row that come out.)
        """,
        "19:38 there is no layer `sigmod` [unknown-layer] (did you mean `sigmoid`?)",
      ]
    ),
  ])
  func saysWhatIsWrongAndWhere(layers: String, expected: [String]) throws {
    let found = try messages(layers)
    #expect(found == expected, "\(found.joined(separator: "\n"))")
  }

  @Test(arguments: [
    (
      "- linear: [4, 1]", "mse",
      [
        """
        17:9 `net.0` needs […, 4], but [16, 3] goes in [shape-mismatch] (the rows of `loader` go into \
        the model as [16, 3])
        """
      ]
    ),
    (
      "- layers: [{linear: [3, 2]}, {fc: {linear: [3, 1]}}]", "mse",
      [
        """
        17:41 `net.layers.fc` needs […, 3], but [16, 2] goes in [shape-mismatch] (the rows of `loader` \
        go into the model as [16, 3])
        """
      ]
    ),
    (
      "- a: {linear: [3, 2]}\n- {add: [a, input]}\n- linear: [2, 1]", "mse",
      [
        """
        18:9 `net.1` needs two or more inputs of one shape, but [16, 2] and [16, 3] go in \
        [shape-mismatch] (the rows of `loader` go into the model as [16, 3])
        """
      ]
    ),
    (
      "- a: {linear: [3, 1]}\n- {relu, of: a.1}", "mse",
      [
        """
        18:9 `net.1` needs an output 1 of `a`, which has 1, counted from 0, but [16, 1] goes in \
        [shape-mismatch] (the rows of `loader` go into the model as [16, 3])
        """
      ]
    ),
    (
      "- linear: [3, 1]", "cross_entropy",
      [
        """
        27:9 'kind' has 2 classes, but `net` gives [16, 1] [class-count] (give the model an output for \
        each class)
        """
      ]
    ),
    (
      "- linear: [3, 2]", "mse",
      [
        """
        27:9 the loss needs a target of the output's shape [16, 2], but `net` gives [16, 2] and the \
        target is one of 2 classes a row [loss-mismatch]
        """
      ]
    ),
    (
      "- linear: [3, 1]", "msse",
      ["27:9 there is no loss `msse` [unknown-loss] (did you mean `mse`?)"]
    ),
    (
      "- linear: [16777216, 16777216]", "mse",
      [
        """
        17:9 `net.0` needs […, 16777216], but [16, 3] goes in [shape-mismatch] (the rows of `loader` \
        go into the model as [16, 3])
        """
      ]
    ),
    (
      "- {conv1d: [3, 16777216, 1], padding: 16777216}\n- flatten", "mse",
      [
        """
        17:9 `net.0` needs 3 channels, [rows, channels, length], but [16, 3] goes in \
        [shape-mismatch] (the rows of `loader` go into the model as [16, 3])
        """
      ]
    ),
  ])
  func saysWhereShapesPart(layers: String, loss: String, expected: [String]) throws {
    let found = try messages(layers, loss: loss)
    #expect(found == expected, "\(found.joined(separator: "\n"))")
  }
}
