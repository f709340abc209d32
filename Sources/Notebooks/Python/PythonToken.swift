/// A piece of Python.
struct PythonToken: Equatable {
  enum Kind: Equatable {
    case name(String)
    case number(String)
    case string(PythonString)
    /// An operator, a bracket or a comma.
    case symbol(String)
    /// The end of a logical line.
    case newline
    case indent, dedent
    /// Something that Jupyter reads and Python does not: `!ls`, `%timeit`.
    case magic
  }

  var kind: Kind
  /// From 1, in the cell.
  var line: Int
}
