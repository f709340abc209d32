/// An expression, as far as recognising a cell needs its shape.
indirect enum PythonExpression: Equatable {
  case name(String)
  case number(String)
  case text(String)
  /// Text that is put together, or that is not known.
  case formatted([PythonPiece])
  case truth(Bool)
  case none
  case attribute(PythonExpression, String)
  case call(PythonExpression, [PythonArgument])
  case index(PythonExpression, PythonExpression)
  /// `lower:upper:step` within an index.
  case slice(PythonExpression?, PythonExpression?, PythonExpression?)
  /// A list or a set.
  case list([PythonExpression])
  case tuple([PythonExpression])
  case dictionary([PythonEntry])
  /// Arithmetic, comparison or logic.
  case binary(String, PythonExpression, PythonExpression)
  case unary(String, PythonExpression)
  case conditional(PythonExpression, test: PythonExpression, otherwise: PythonExpression)
  /// With one `for` and no `if`.
  case comprehension(PythonExpression, for: PythonExpression, in: PythonExpression)
  /// A dictionary's, of the same form.
  case entries(PythonEntry, for: PythonExpression, in: PythonExpression)
  /// Loops of any other form within brackets: what they bind, and every expression in them.
  case loops([PythonExpression], [PythonExpression])
  /// `name := value`.
  case named(PythonExpression, PythonExpression)
  case lambda([String], PythonExpression)
  /// Python, but not looked into; the expressions in it.
  case other([PythonExpression])
}

/// An argument of a call.
struct PythonArgument: Equatable {
  /// `nil` for one that is given by its place.
  var name: String?
  /// 1 for `*values`, 2 for `**values`.
  var stars = 0
  var value: PythonExpression
}

/// An entry of a dictionary; `nil` as key for `**others`.
struct PythonEntry: Equatable {
  var key: PythonExpression?
  var value: PythonExpression
}

/// A statement and the line of the cell on which it starts, from 1.
struct PythonStatement: Equatable {
  indirect enum Kind: Equatable {
    case expression(PythonExpression)
    case assign([PythonExpression], PythonExpression)
    /// `total += value`.
    case augmented(String, PythonExpression, PythonExpression)
    case loop(PythonExpression, in: PythonExpression, [PythonStatement])
    case branch([PythonCase], otherwise: [PythonStatement])
    /// What is entered, with the names that it is bound to.
    case with([PythonExpression], as: [PythonExpression], [PythonStatement])
    case function(PythonFunction)
    case definition(PythonClass)
    case give(PythonExpression?)
    /// `del` of something, or what `global` lets a function change.
    case changes([PythonExpression])
    /// Names with what they are imported as.
    case imports([String: String])
    case pass
    /// Anything else, by its first word (empty for what cannot be read), with the statements in it.
    case other(String, [PythonStatement])
  }

  var line: Int
  var kind: Kind
}

/// One test of an `if` with what it guards.
struct PythonCase: Equatable {
  var test: PythonExpression
  var body: [PythonStatement]
}

/// A function definition.
struct PythonFunction: Equatable {
  var name: String
  var parameters: [String]
  var defaults: [String: PythonExpression] = [:]
  /// Whether any parameter is more than a name with a default, such as `*values`.
  var hasOtherParameters = false
  var body: [PythonStatement]
}

/// A class definition.
struct PythonClass: Equatable {
  var name: String
  var bases: [PythonArgument] = []
  var body: [PythonStatement]

  /// One of its functions: the last of that name counts.
  func method(_ name: String) -> PythonFunction? { methods.last { $0.name == name } }

  var methods: [PythonFunction] {
    body.compactMap { if case .function(let function) = $0.kind { function } else { nil } }
  }
}
