/// An action of a draft, before it is written.
struct DraftAction: Equatable {
  var name: String
  var value: DraftValue
  var arguments: [DraftArgument] = []
  /// The seed that the notebook names for what it draws; `nil` for the lesson's.
  var seed: String?
  /// How many seeds the notebook had set by then: each begins the stream anew.
  var seeds = 0

  init(_ name: String, _ value: DraftValue, _ arguments: [DraftArgument] = []) {
    (self.name, self.value, self.arguments) = (name, value, arguments)
  }

  /// Sets an argument, in the place where it stands or else at the end.
  mutating func set(_ name: String, _ value: DraftValue) {
    if let index = arguments.firstIndex(where: { $0.name == name }) {
      arguments[index].value = value
    } else {
      arguments.append(DraftArgument(name, value))
    }
  }
}

struct DraftArgument: Equatable {
  var name: String
  var value: DraftValue

  init(_ name: String, _ value: DraftValue) { (self.name, self.value) = (name, value) }
}

/// A value as a lesson writes it.
indirect enum DraftValue: Equatable {
  /// A name or a number, as it is.
  case word(String)
  /// Text in quotation marks.
  case text(String)
  case list([DraftValue])
  /// A value that the lesson may make a parameter of.
  case setting(String, DraftValue)
  /// A mapping with one entry.
  case entry(String, DraftValue)
  case entries([DraftEntry])
  /// A list, an element a line.
  case block([DraftValue])
  /// What the action at this place has measured.
  case result(Int, String)
}

struct DraftEntry: Equatable {
  var name: String
  var value: DraftValue

  init(_ name: String, _ value: DraftValue) { (self.name, self.value) = (name, value) }
}
