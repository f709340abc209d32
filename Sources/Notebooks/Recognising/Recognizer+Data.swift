extension Recognizer {
  /// `load_dataset(name, split=)`.
  func loadDataset(_ arguments: CallArguments) -> Meaning {
    let split = arguments.named["split"].map { meaning($0) }
    guard let first = arguments.value(0, "path"), case .text(let path) = meaning(first),
      arguments.unknown(["path", "split", "cache_dir", "trust_remote_code"], places: 1).isEmpty,
      let name = Self.assetName(path)
    else {
      problem("a data set that is loaded in a way that lessons do not have")
      return .unknown
    }
    let action = DraftAction("dataset", .setting("data", .word(name)))
    switch split {
    case nil: return .made(Made(.dataset(split: nil), action))
    case .text(let split)? where split == "train" || split == "test":
      return .made(Made(.dataset(split: split), action))
    default:
      problem("a part of a split")
      return .unknown
    }
  }

  /// `AutoTokenizer.from_pretrained(name)` and the like.
  func pretrained(_ type: String, _ arguments: CallArguments) -> Meaning {
    let neutral: Set = [
      "pretrained_model_name_or_path", "use_fast", "cache_dir", "clean_up_tokenization_spaces",
      "revision", "token",
    ]
    guard let first = arguments.value(0, "pretrained_model_name_or_path"),
      case .text(let path) = meaning(first), let name = Self.assetName(path)
    else {
      problem("a pretrained model whose name is no constant")
      return .unknown
    }
    let model = DraftValue.setting("backbone", .word(name))
    let unknown = arguments.unknown(neutral, places: 1)
    switch type {
    case _ where !unknown.isEmpty: problem("`\(type).from_pretrained` with `\(unknown[0])`")
    case "AutoTokenizer", "BertTokenizer", "BertTokenizerFast":
      return .made(Made(.tokenizer, DraftAction("tokenizer", model)))
    case "AutoModel", "BertModel": return .made(Made(.backbone, DraftAction("backbone", model)))
    default: problem("a call of `\(type).from_pretrained`")
    }
    return .unknown
  }

  /// Lessons name data and weights by the last part of the hub's name.
  private static func assetName(_ path: String) -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let isPlain = name.utf8.allSatisfy { byte in
      byte < 0x80
        && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
          || "-_.".utf8.contains(byte))
    }
    return isPlain && !name.isEmpty && !name.hasPrefix(".") && !name.hasPrefix("-") ? name : nil
  }

  // MARK: - Tokenising

  /// `tokenizer(…)`, of a column of the data set or of one sentence.
  func encode(_ tokenizer: String, _ arguments: CallArguments) -> Meaning {
    var encoding = Encoding(tokenizer: tokenizer)
    let known: Set = ["text", "padding", "truncation", "max_length", "return_tensors"]
    let unknown = arguments.unknown(known, places: 1)
    if let name = unknown.first {
      problem("tokenising with `\(name)`")
      return .unknown
    }
    for (name, value) in arguments.named {
      switch (name, meaning(value)) {
      case ("padding", .text(let text)) where text == "max_length" || text == "longest":
        encoding.padding = text
      case ("padding", .truth(let isPadded)): encoding.padding = isPadded ? "longest" : nil
      case ("padding", .text("do_not_pad")): break
      case ("truncation", .truth(let isCut)): encoding.truncation = isCut
      case ("truncation", .text("longest_first")), ("truncation", .text("only_first")):
        encoding.truncation = true
      case ("max_length", .number(let text)): encoding.maxLength = text
      case ("text", _), ("return_tensors", _), (_, Meaning.none): break
      default: problem("tokenising with a `\(name)` that is no constant lessons have")
      }
    }
    switch arguments.value(0, "text").map({ meaning($0) }) {
    case .column?: return .encodedColumn(encoding)
    case .text(let text)?: return encoded(text, encoding)
    // A batch of one.
    case .list(let texts)? where texts.count == 1:
      if case .text(let text) = texts[0] { return encoded(text, encoding) }
    default: break
    }
    problem("tokenising of what is neither a column nor one sentence")
    return .unknown
  }

  private func encoded(_ text: String, _ encoding: Encoding) -> Meaning {
    if encoding.padding == "max_length" { note("`predict` takes the sentence without padding") }
    return .encodedText(text, tokenizer: encoding.tokenizer)
  }

  func callData(_ name: String, of data: Meaning, _ arguments: CallArguments) -> Meaning {
    switch (name, data) {
    case ("map", _): return map(data, arguments)
    case ("remove_columns", _), ("rename_column", _), ("rename_columns", _), ("set_format", _),
      ("with_format", _):
      arguments.all.forEach { _ = meaning($0) }
      return data
    case ("shuffle", .rows(let rows)): return shuffled(rows, arguments)
    case ("select", .rows(let rows)): return selected(rows, arguments)
    default:
      arguments.all.forEach { _ = meaning($0) }
      problem("a call of `.\(name)()` on a data set")
      return .unknown
    }
  }

  /// `map` with a function that tokenises a column.
  private func map(_ data: Meaning, _ arguments: CallArguments) -> Meaning {
    let neutral: Set = [
      "function", "batched", "batch_size", "num_proc", "remove_columns", "desc",
      "load_from_cache_file",
    ]
    guard arguments.unknown(neutral, places: 1).isEmpty,
      let function = arguments.value(0, "function"),
      case .function(let function) = meaning(function), let row = function.parameters.first,
      case .encodedColumn(let encoding) = call(function, with: [row: .batch])
    else {
      problem("a `map` that is no tokenising")
      return .unknown
    }
    if encoding.padding == "longest" {
      note("the notebook pads to the longest of a `map` batch, the lesson of a loader's")
    }
    switch data {
    case .dataset(let name, isTokenized: false):
      return .made(Made(.tokenized, tokenize(name, encoding)))
    case .rows(var rows) where !rows.isTokenized:
      let key = "\(rows.dataset) \(encoding)"
      if let name = tokenized[key] {
        rows.dataset = name
      } else if case .dataset(let name, _) = settled(
        .made(Made(.tokenized, tokenize(rows.dataset, encoding))))
      {
        tokenized[key] = name
        rows.dataset = name
      }
      rows.isTokenized = true
      return rows.rows == nil ? .rows(rows) : subset(rows)
    default:
      problem("a data set that is tokenised twice")
      return .unknown
    }
  }

  private func tokenize(_ dataset: String, _ encoding: Encoding) -> DraftAction {
    var action = DraftAction("tokenize", .word(dataset))
    action.set("tokenizer", .word(encoding.tokenizer))
    if let padding = encoding.padding { action.set("padding", .word(padding)) }
    if let truncation = encoding.truncation { action.set("truncation", .word("\(truncation)")) }
    if let length = encoding.maxLength { action.set("max_length", .word(length)) }
    return action
  }

  // MARK: - Rows and batches

  private func shuffled(_ rows: Rows, _ arguments: CallArguments) -> Meaning {
    var rows = rows
    let seed = arguments.value(0, "seed").map { meaning($0) }
    guard arguments.unknown(["seed"], places: 1).isEmpty, rows.rows == nil, !rows.isShuffled else {
      problem("a shuffle that `subset` does not have")
      return .unknown
    }
    switch seed {
    case nil, Meaning.none?: break
    case .number(let text)?: rows.seed = text
    default: problem("a shuffle whose seed is no constant")
    }
    rows.isShuffled = true
    return .rows(rows)
  }

  private func selected(_ rows: Rows, _ arguments: CallArguments) -> Meaning {
    var rows = rows
    guard arguments.all.count == 1, rows.rows == nil,
      case .range(.number(let start), .number(let end)) = meaning(arguments.all[0]),
      let first = Int(start), let last = Int(end), first >= 0, last > first
    else {
      problem("a selection that is no range of rows")
      return .unknown
    }
    rows.skip = first > 0 ? start : nil
    rows.rows = String(last - first)
    return rows.isTokenized ? subset(rows) : .rows(rows)
  }

  private func subset(_ rows: Rows) -> Meaning {
    guard rows.split == "train" || rows.split == "test" else {
      problem("a split that lessons do not have")
      return .unknown
    }
    var action = DraftAction("subset", .word("\(rows.dataset).\(rows.split)"))
    if rows.isShuffled { action.set("shuffle", .word("true")) }
    if let skip = rows.skip { action.set("skip", .word(skip)) }
    action.set("rows", .setting("rows", .word(rows.rows ?? "")))
    if let seed = rows.seed { self.seed(seed) }
    return .made(Made(.subset, action))
  }

  /// `DataLoader(rows, batch_size=, shuffle=)`.
  func loader(_ arguments: CallArguments) -> Meaning {
    let known: Set = [
      "dataset", "batch_size", "shuffle", "collate_fn", "num_workers", "pin_memory", "drop_last",
    ]
    let unknown = arguments.unknown(known, places: 3)
    let rows = arguments.value(0, "dataset").map { meaning($0) }
    guard unknown.isEmpty, case .subset(let name)? = rows else {
      problem(
        unknown.first.map { "a loader with `\($0)`" }
          ?? "a loader of something that is no tokenised `subset` with a number of rows")
      return .unknown
    }
    var action = DraftAction("loader", .word(name))
    switch arguments.value(1, "batch_size").map({ meaning($0) }) {
    case nil: break
    case .number(let size)?: action.set("batch_size", .setting("batch_size", .word(size)))
    default: problem("a batch size that is no constant")
    }
    switch arguments.value(2, "shuffle").map({ meaning($0) }) {
    case nil: break
    case .truth(let isShuffled)?: action.set("shuffle", .word("\(isShuffled)"))
    default: problem("a `shuffle` that is no constant")
    }
    if let last = arguments.named["drop_last"], meaning(last) != .truth(false) {
      problem("a loader that drops the last batch")
    }
    if let function = arguments.named["collate_fn"], !collates(meaning(function)) {
      problem("a `collate_fn` that does more than collect columns")
    }
    return .made(Made(.loader, action))
  }

  /// Whether a function only puts the rows' columns into tensors.
  private func collates(_ function: Meaning) -> Bool {
    guard case .function(let function) = function, let row = function.parameters.first else {
      return false
    }
    let columns: [Meaning]
    switch call(function, with: [row: .batch]) {
    case .mapping(let members): columns = Array(members.values)
    case .list(let members): columns = members
    default: return false
    }
    return !columns.isEmpty
      && columns.allSatisfy { if case .column = $0 { true } else { false } }
  }
}
