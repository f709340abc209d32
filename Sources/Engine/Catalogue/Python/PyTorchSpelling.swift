/// How an entry is written in PyTorch, where that is more than its class with its options.
public struct PyTorchSpelling: Sendable {
  /// What its outputs are made of.
  public enum Use: Sendable {
    /// The object is called with the inputs.
    case called
    /// The object is called in a way of its own.
    case calledAs(@Sendable (_ object: PythonCode, _ inputs: [PythonCode], Options) -> PythonCode)
    /// There is no object: an expression of the inputs.
    case function(@Sendable (_ inputs: [PythonCode], Options) -> PythonCode)
  }

  /// An object that is called, unless the entry says otherwise.
  public var use: Use
  /// What stands behind the call for each output; one output is the call itself.
  public var outputs: [PythonCode]
  /// Options that the call does not take: ``use`` has a word for them.
  public var elsewhere: Set<String>
  /// Options whose lists PyTorch takes as tensors.
  public var tensors: Set<String>
  /// What PyTorch wants to be told where a lesson says nothing; `steps` is the number of steps that a
  /// schedule takes.
  public var required: [(name: String, value: PythonCode)]
  /// Options with which nothing is required.
  public var instead: Set<String>
  /// How many options, in their order, PyTorch takes by their place as well; `nil` for all.
  public var byPlace: Int?

  public init(
    _ use: Use = .called, outputs: [PythonCode] = [""], elsewhere: Set<String> = [],
    tensors: Set<String> = [], required: [(name: String, value: PythonCode)] = [],
    instead: Set<String> = [], byPlace: Int? = nil
  ) {
    (self.use, self.outputs, self.elsewhere) = (use, outputs, elsewhere)
    (self.tensors, self.required, self.instead) = (tensors, required, instead)
    self.byPlace = byPlace
  }
}

extension CatalogueEntry {
  /// PyTorch's name as a script writes it.
  public var pythonName: PythonCode {
    let module = "torch.nn."
    return PythonCode(
      trusted: pytorch.hasPrefix(module) ? "nn." + pytorch.dropFirst(module.count) : pytorch)
  }

  /// The call that makes it, with the options that were given.
  ///
  /// - Parameter first: what stands before the options, such as an optimizer's parameters.
  public func python(_ options: Options, first: [PythonCode] = []) -> PythonCode {
    var arguments = first
    var isByPlace = true
    for (place, option) in self.options.enumerated() where !spelling.elsewhere.contains(option.name)
    {
      guard let given = options.values[option.name], given != .none else {
        // What comes after it has lost its place.
        isByPlace = false
        continue
      }
      let value = python(given, option)
      let name = PythonCode(trusted: option.name)
      isByPlace = isByPlace && place < positional.count
      arguments.append(isByPlace ? value : "\(name)=\(value)")
    }
    let given = Set(options.values.keys)
    if given.isDisjoint(with: spelling.instead) {
      for (name, value) in spelling.required where !given.contains(name) {
        let name = PythonCode(trusted: name)
        arguments.append("\(name)=\(value)")
      }
    }
    return "\(pythonName)(\(arguments))"
  }

  /// What comes out for some inputs.
  public func python(
    object: PythonCode, inputs: [PythonCode], _ options: Options
  ) -> PythonCode {
    switch spelling.use {
    case .called: "\(object)(\(inputs))"
    case .calledAs(let call): call(object, inputs, options)
    case .function(let function): function(inputs, options)
    }
  }

  /// Whether there is an object to make.
  public var hasPythonObject: Bool {
    if case .function = spelling.use { false } else { true }
  }

  private func python(_ value: OptionValue, _ option: DescribedOption) -> PythonCode {
    let code = value.python(asTuple: !spelling.tensors.contains(option.name))
    return spelling.tensors.contains(option.name) ? "torch.tensor(\(code))" : code
  }
}

extension OptionValue {
  /// The value as a literal; `none` is PyTorch's None, also as a word.
  func python(asTuple: Bool) -> PythonCode {
    switch self {
    case .none, .word("none"): return "None"
    case .flag(let value): return "\(value)"
    case .whole(let value): return "\(value)"
    case .number(let value): return "\(value)"
    case .word(let value): return "\(value)"
    case .list(let values):
      let items = values.map { $0.python(asTuple: asTuple) }
      guard asTuple else {
        // A tensor of whole numbers would not multiply a loss.
        let numbers = values.compactMap { $0.double }.map { (number) -> PythonCode in "\(number)" }
        return numbers.count == values.count ? "[\(numbers)]" : "[\(items)]"
      }
      return items.count == 1 ? "(\(items),)" : "(\(items))"
    }
  }
}
