extension Recognizer {
  /// `DataLoader(rows, batch_size=, shuffle=)`.
  func loader(_ arguments: CallArguments) -> Meaning {
    let names: Set = ["collate_fn", "num_workers", "pin_memory", "drop_last", "sampler"]
    guard
      let bound = bound(
        "a loader", arguments, ["dataset", "batch_size", "shuffle"], names)
    else { return .unknown }
    let dataset = bound["dataset"].map { meaning($0) }
    if case .rowset(let rows)? = dataset { return loader(rows, bound) }
    if dataset == .broken { return .broken }
    if let sampler = bound["sampler"], meaning(sampler) != Meaning.none {
      problem("a loader with a `sampler`")
    }
    guard case .subset(let name)? = dataset else {
      problem("a loader of something that is no tokenised `subset` with a number of rows")
      return .unknown
    }
    var action = DraftAction("loader", .word(name))
    switch bound["batch_size"].map({ meaning($0) }) {
    case nil: break
    case .number(let size)? where Int(size).map { $0 > 0 } ?? false:
      action.set("batch_size", .setting("batch_size", .word(size)))
    default: problem("a batch size that is no constant")
    }
    switch bound["shuffle"].map({ meaning($0) }) {
    case nil: break
    case .truth(let isShuffled)?: action.set("shuffle", .word("\(isShuffled)"))
    default: problem("a `shuffle` that is no constant")
    }
    if let last = bound["drop_last"], meaning(last) != .truth(false) {
      problem("a loader that drops the last batch")
    }
    var batch = Meaning.batch
    let source = sources[name] ?? name
    if bound["collate_fn"] == nil, tensors.isDisjoint(with: [name, source]) {
      problem("a loader of rows that neither `set_format` nor a `collate_fn` makes tensors of")
    }
    if let function = bound["collate_fn"], meaning(function) != Meaning.none {
      batch = collated(meaning(function))
      if batch == .unknown { problem("a `collate_fn` that does more than collect columns") }
    }
    return .made(Made(.loader(of: source, batch: batch), action))
  }

  /// The columns that a function puts the rows into, as tensors; unknown if it does anything else.
  private func collated(_ function: Meaning) -> Meaning {
    guard case .function(let function, let closure) = function else { return .unknown }
    let batch = call(function, closure, given: [.batch])
    let columns: [Meaning]
    switch batch {
    case .mapping(let members): columns = Array(members.values)
    case .list(let members): columns = members
    default: return .unknown
    }
    let areColumns = columns.allSatisfy { if case .column = $0 { true } else { false } }
    return !columns.isEmpty && areColumns ? batch : .unknown
  }

  /// `torch.tensor(values)`: the same where the values are columns of whole numbers.
  func tensor(_ arguments: CallArguments, _ places: [String]) -> Meaning {
    guard let bound = bound("a tensor", arguments, places, ["dtype", "device"]),
      let values = bound[places[0]]
    else { return .unknown }
    let value = meaning(values)
    let isWhole =
      switch bound["dtype"].map({ meaning($0) }) {
      case nil, .path("torch.long")?, .path("torch.int64")?: true
      default: false
      }
    if let device = bound["device"], !isDevice(meaning(device)) {
      problem("a tensor on something else than a device")
    }
    if case .column = value, isWhole { return value }
    return computed([value])
  }
}
