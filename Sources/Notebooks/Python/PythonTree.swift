/// An expression, as far as recognising a cell needs its shape.
indirect enum PythonExpression: Equatable {
  case name(String)
  case number(String)
  case text(String)
  /// The expressions in an f-string.
  case formatted([PythonExpression])
  case truth(Bool)
  case none
  case attribute(PythonExpression, String)
  case call(PythonExpression, [PythonArgument])
  case index(PythonExpression, PythonExpression)
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
    case with([PythonExpression], [PythonStatement])
    case function(PythonFunction)
    case definition(PythonClass)
    case give(PythonExpression?)
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
  var body: [PythonStatement]
}

/// A class definition.
struct PythonClass: Equatable {
  var name: String
  var body: [PythonStatement]

  /// One of its functions.
  func method(_ name: String) -> PythonFunction? {
    for case .function(let function) in body.map(\.kind) where function.name == name {
      return function
    }
    return nil
  }
}
