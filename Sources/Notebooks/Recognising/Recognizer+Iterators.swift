/// Python's own functions of modules and loaders.
extension Recognizer {
  /// `isinstance` of a module, `iter` and `next` of a table's loader: one batch, to look at; `nil` for
  /// anything else.
  func callIterator(_ name: String, _ arguments: CallArguments) -> Meaning? {
    if name == "isinstance" { return isInstance(arguments) }
    if name == "type", arguments.all.count == 1, let value = arguments.positional.first {
      return moduleType(meaning(value))
    }
    guard name == "iter" || name == "next", arguments.all.count == 1,
      let first = arguments.positional.first
    else { return nil }
    switch (name, meaning(first)) {
    case ("iter", .loader(let loader)) where tableLoaders[loader] != nil:
      // A loader draws when it begins.
      if training != nil {
        problem("a loader that is begun anew within a training")
        training?.isFollowed = false
      }
      hasLooked = true
      return .batches(loader)
    case ("next", .batches(let loader)): return oneBatch(of: loader)
    default: return nil
    }
  }
}
