/// Functions of NumPy's and PyTorch's that only compute: whatever comes of them is followed no further, and
/// nothing else changes.
enum PureFunctions {
  private static let libraries = ["numpy.", "torch."]
  private static let names: Set = [
    "abs", "add", "all", "allclose", "amax", "amin", "any", "arange", "argsort", "array",
    "array_equal",
    "asarray", "c_", "ceil", "clamp", "clip", "column_stack", "convolve", "count_nonzero", "cumsum",
    "cos", "diff", "div", "divide", "dot", "empty_like", "eq", "equal", "exp", "eye", "flip",
    "floor",
    "full", "full_like", "histogram", "isclose", "isnan", "is_tensor", "linspace", "log", "log10",
    "log1p", "log2", "logspace", "matmul", "max", "maximum", "mean", "median", "meshgrid", "min",
    "minimum", "mm", "moveaxis", "mul", "multiply", "norm", "numel", "ones", "ones_like", "outer",
    "percentile", "permute", "pow", "power", "prod", "quantile", "relu", "round", "sin", "sort",
    "split", "sqrt", "square", "squeeze", "std", "sub", "subtract", "sum", "swapaxes", "t", "tan",
    "tanh", "tile", "topk", "transpose", "unique", "unsqueeze", "var", "where", "zeros",
    "zeros_like",
  ]

  /// Whether a call is of such a function, and puts its result nowhere.
  static func contains(_ path: String, _ arguments: CallArguments) -> Bool {
    guard let library = libraries.first(where: { path.hasPrefix($0) }) else { return false }
    let given = Set(arguments.named.keys)
    return names.contains(String(path.dropFirst(library.count)))
      && given.isDisjoint(with: ["out", "requires_grad"]) && arguments.unpacked.isEmpty
  }

  /// Methods of arrays and tensors that only compute.
  static let methods: Set = [
    "abs", "all", "any", "argsort", "astype", "ceil", "clamp", "clip", "copy", "cos", "cumsum",
    "exp", "expand", "floor", "int", "log", "norm", "nelement", "nonzero", "permute", "pow",
    "prod", "ravel", "repeat", "reshape", "round", "sin", "sqrt", "std", "swapaxes", "t", "tanh",
    "topk", "transpose", "type", "unique", "value_counts", "var", "byte", "bool", "isnull",
    "isna", "nunique", "view_as", "is_file", "exists", "is_dir", "joinpath", "element_size",
    "ndimension",
  ]
}
