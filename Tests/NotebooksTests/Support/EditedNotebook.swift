import Testing

@testable import Notebooks

/// The sample's first training and prediction, with changes in the code.
struct EditedNotebook: EditedCode {
  var edits: [CodeEdit]

  init(_ edits: (String, String)...) { self.edits = edits.map { CodeEdit(old: $0.0, new: $0.1) } }

  static let cells = [
    SampleCode.load, SampleCode.tokens, SampleCode.models, SampleCode.prepare, SampleCode.fit,
    SampleCode.ask,
  ]
}
