import Engine
import Records

/// One thing a step can do, with its arguments read and checked: what a notebook cell does in a
/// line or two.
///
/// A conforming type is one file: what the manual says of it, how its arguments are read, and what
/// it does when the lesson runs. Adding an action is adding that file and a line to
/// ``ActionCatalog``.
protocol Action: Sendable {
  /// Name, arguments and results: what the manual page is made of, and what misspelt arguments and
  /// metrics are compared with.
  static var manual: ActionManual { get }

  /// Reads the arguments and binds the names that the action binds; `nil` where a diagnostic has
  /// been reported.
  init?(_ reader: ActionReader)

  /// Does it. What it measures goes into the context's results, what it makes under its names.
  func run(_ context: RunContext) throws(EngineError)

  /// Writes what it does in PyTorch, and what it measures, into a script.
  ///
  /// What cannot be said says so: ``PythonScript/unspoken(_:_:)``.
  func write(_ python: inout PythonScript)

  /// Results of the manual that these arguments do not ask for.
  var absentResults: Set<ResultKey> { get }

  /// The weights or data that it reads.
  var asset: AssetRequest? { get }

  /// The notebook author's own figures, where the action holds such.
  var notebookPrinted: [String: JSONValue] { get }

  /// What it does to the objects behind the names that it uses.
  var effect: ActionEffect { get }

  /// Whether it may draw from the step's random numbers, so that the step's seed counts.
  var drawsRandomNumbers: Bool { get }

  /// Whether it may take long, so that its result is kept.
  ///
  /// Such an action binds no name, and changes nothing but what its ``optimizer(_:)`` steps.
  static var isExpensive: Bool { get }

  /// Says what it will hold in memory, before anything runs.
  ///
  /// - Parameter asset: its weights or data, where it reads some.
  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?)

  /// Says what it makes of pretrained models and what it needs of them, before anything runs.
  ///
  /// - Throws: `invalidInput` where that does not fit.
  func check(_ models: inout KnownModels, asset: LocatedAsset?) throws(EngineError)

  /// The optimizer whose parameters it changes.
  func optimizer(_ context: RunContext) throws(EngineError) -> (any Optimizer)?

  /// What it may change of a model beside parameters.
  func buffers(_ context: RunContext) throws(EngineError) -> [ModuleBuffer]

  /// The manual's results as these arguments make them, absent ones among them.
  var results: [ResultDescription] { get }
}

extension Action {
  var absentResults: Set<ResultKey> { [] }
  var asset: AssetRequest? { nil }
  var notebookPrinted: [String: JSONValue] { [:] }
  var effect: ActionEffect { .changesWhatItUses }
  var drawsRandomNumbers: Bool { false }
  static var isExpensive: Bool { false }
  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {}
  func check(_ models: inout KnownModels, asset: LocatedAsset?) throws(EngineError) {}
  func optimizer(_ context: RunContext) throws(EngineError) -> (any Optimizer)? { nil }
}

extension Action {
  func buffers(_ context: RunContext) throws(EngineError) -> [ModuleBuffer] { [] }
  var results: [ResultDescription] { Self.manual.results }
}

/// What there is to say about an action.
struct ActionManual: Sendable {
  var name: String
  /// One sentence; it may be followed by more.
  var summary: String
  /// What stands after the action's name.
  var value: ArgumentDescription
  var arguments: [ArgumentDescription] = []
  var results: [ResultDescription] = []
  /// A whole action as a lesson writes it.
  var example: String
  /// What the engine has that its arguments name.
  var catalogues: [CatalogueText] = []
  /// The arguments that are names to be bound.
  var names = Self.usualNames

  static let usualNames = ["as"]
}

/// An argument without its type parameter.
struct ArgumentDescription: Sendable {
  var name: String
  var type: String
  /// What it takes, as a JSON Schema.
  var schema: JSONValue
  /// The default in words; `nil` where the argument has to be given.
  var defaultText: String?
  var help: String
}

/// One key of a step's results.
struct ResultDescription: Sendable {
  let key: ResultKey
  /// The key's own, or what an action's arguments make of it.
  var shape: ResultShape
  let help: String
  /// Two actions of one step may both write it; their members are joined.
  let isShared: Bool

  var name: String { key.name }

  init(_ key: ResultKey, _ shape: ResultShape, _ help: String, isShared: Bool = false) {
    (self.key, self.shape, self.help, self.isShared) = (key, shape, help, isShared)
  }

  init(_ key: ResultKey, _ help: String, isShared: Bool = false) {
    self.init(key, key.shape, help, isShared: isShared)
  }

  /// The same where the names of its members are known.
  func named(_ names: [String]?) -> ResultDescription {
    ResultDescription(key, shape.named(names), help, isShared: isShared)
  }
}
