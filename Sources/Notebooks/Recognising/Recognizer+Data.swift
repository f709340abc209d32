extension Recognizer {
  /// `load_dataset(name, split=)`.
  func loadDataset(_ arguments: CallArguments) -> Meaning {
    let bound = bound(
      "`load_dataset`", arguments, ["path"], ["split", "cache_dir", "trust_remote_code"])
    guard let bound, let first = bound["path"], case .text(let path) = meaning(first),
      let name = Self.assetName(path)
    else {
      problem("a data set that is loaded in a way that lessons do not have")
      return .unknown
    }
    let action = DraftAction("dataset", .setting("data", .word(name)))
    switch bound["split"].map({ meaning($0) }) {
    case nil, Meaning.none?: return .made(Made(.dataset(split: nil), action))
    case .text(let split)? where split == "train" || split == "test":
      return .made(Made(.dataset(split: split), action))
    default:
      problem("a part of a split")
      return .unknown
    }
  }

  /// `AutoTokenizer.from_pretrained(name)` and the like.
  func pretrained(_ type: String, _ arguments: CallArguments) -> Meaning {
    let call = "`\(type).from_pretrained`"
    let isTokenizer = ["AutoTokenizer", "BertTokenizer", "BertTokenizerFast"].contains(type)
    guard isTokenizer || ["AutoModel", "BertModel"].contains(type) else {
      if type.contains("For") { return wholeModel(type, arguments) }
      problem("a call of \(call)")
      return computed(arguments)
    }
    let names: Set = ["cache_dir", "token"]
    let ofTokenizer: Set = ["use_fast", "clean_up_tokenization_spaces"]
    guard
      let bound = bound(
        call, arguments, ["pretrained_model_name_or_path"],
        isTokenizer ? names.union(ofTokenizer) : names)
    else { return .unknown }
    guard let first = bound["pretrained_model_name_or_path"], case .text(let path) = meaning(first),
      let name = Self.assetName(path)
    else {
      problem("a pretrained model whose name is no constant")
      return .unknown
    }
    let model = DraftValue.setting("backbone", .word(name))
    return isTokenizer
      ? .made(Made(.tokenizer, DraftAction("tokenizer", model)))
      : .made(Made(.backbone, DraftAction("backbone", model)))
  }

  /// Under whose names the hub has what lessons call by the last part of the name.
  private static let owners: Set = ["stanfordnlp", "google-bert", "sentence-transformers"]

  /// Lessons name data and weights by the last part of the hub's name; somebody else's of that name
  /// need not be the same, and keeps its whole name.
  private static func assetName(_ path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && !part.hasPrefix(".") && !part.hasPrefix("-")
        && part.utf8.allSatisfy { byte in
          byte < 0x80
            && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
              || "-_.".utf8.contains(byte))
        }
    }
    guard isPlain, parts.count <= 2, let name = parts.last else { return nil }
    return owners.contains(String(parts[0])) ? String(name) : path
  }

  // MARK: - Tokenising

  /// `tokenizer(…)`, of a column of the data set or of one sentence.
  func encode(_ tokenizer: String, _ arguments: CallArguments) -> Meaning {
    var encoding = Encoding(tokenizer: tokenizer)
    guard
      let bound = bound(
        "tokenising", arguments, ["text"],
        ["padding", "truncation", "max_length", "return_tensors"])
    else { return .derived(ofLoss: false) }
    for (name, value) in bound.sorted(by: { $0.key < $1.key }) where name != "text" {
      switch (name, meaning(value)) {
      case ("padding", .text(let text)) where text == "max_length" || text == "longest":
        encoding.padding = text
      case ("padding", .truth(let isPadded)): encoding.padding = isPadded ? "longest" : nil
      case ("padding", .text("do_not_pad")): break
      case ("truncation", .truth(let isCut)): encoding.truncation = isCut
      case ("truncation", .text("longest_first")), ("truncation", .text("only_first")):
        encoding.truncation = true
      case ("max_length", .number(let text)) where Int(text) != nil: encoding.maxLength = text
      case ("return_tensors", .text("pt")), (_, Meaning.none): break
      default: problem("tokenising with a `\(name)` that is no constant lessons have")
      }
    }
    switch bound["text"].map({ meaning($0) }) {
    case .column("text")?: return .encodedColumn(encoding)
    case .column?:
      problem("tokenising of a column other than `text`, the one that a lesson's data have")
      return .derived(ofLoss: false)
    case .text(let text)?: return encoded(text, encoding)
    // A batch of one.
    case .list(let texts)? where texts.count == 1:
      if case .text(let text) = texts[0] { return encoded(text, encoding) }
    default: break
    }
    problem("tokenising of what is neither a column nor one sentence")
    return .derived(ofLoss: false)
  }

  /// One sentence, of which `predict` takes every token.
  private func encoded(_ text: String, _ encoding: Encoding) -> Meaning {
    let isPadded = encoding.padding == "max_length"
    if isPadded { note("`predict` takes the sentence without padding") }
    // No tokenizer makes more tokens of a text than it has bytes, [CLS] and [SEP] aside.
    let most = text.utf8.count + 2
    let limit = encoding.maxLength.flatMap { Int($0) } ?? 512
    if encoding.truncation == true, most > limit {
      problem("a sentence that is cut at \(limit) tokens, where `predict` takes all of it")
    }
    return .encodedText(
      EncodedText(text: text, tokenizer: encoding.tokenizer, isPadded: isPadded))
  }

  func callData(_ name: String, of data: Meaning, _ arguments: CallArguments) -> Meaning {
    switch (name, data) {
    case ("map", _): return map(data, arguments)
    case ("remove_columns", _):
      return bound("`.remove_columns()`", arguments, ["column_names"]).map { _ in data } ?? .unknown
    case ("rename_column", _):
      let bound = bound(
        "`.rename_column()`", arguments, ["original_column_name", "new_column_name"])
      let names = ["original_column_name", "new_column_name"].map { name in
        bound?[name].map { meaning($0) } ?? .unknown
      }
      if names == [.text("label"), .text("labels")] { return data }
    case ("set_format", _), ("with_format", _):
      guard let bound = bound("`.\(name)()`", arguments, ["type"], ["columns"]) else {
        return .unknown
      }
      switch bound["type"].map({ meaning($0) }) {
      case .text("torch")?:
        if let name = Self.source(of: data) { tensors.insert(name) }
        return data
      default: break
      }
    case ("shuffle", .rows(let rows)): return shuffled(rows, arguments)
    case ("select", .rows(let rows)): return selected(rows, arguments)
    default: break
    }
    problem("a call of `.\(name)()` on a data set")
    return computed(arguments, with: [data])
  }

  private static func source(of data: Meaning) -> String? {
    switch data {
    case .dataset(let name, _), .subset(let name): name
    case .rows(let rows): rows.dataset
    default: nil
    }
  }

  /// `map` with a function that tokenises a column.
  private func map(_ data: Meaning, _ arguments: CallArguments) -> Meaning {
    let neutral: Set = [
      "batched", "batch_size", "num_proc", "remove_columns", "desc", "load_from_cache_file",
    ]
    guard let bound = bound("`.map()`", arguments, ["function"], neutral),
      let function = bound["function"],
      case .function(let function, let closure) = meaning(function),
      case .encodedColumn(let encoding) = call(function, closure, given: [.batch])
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
    guard let bound = bound("`.shuffle()`", arguments, ["seed"]), rows.rows == nil,
      !rows.isShuffled
    else {
      problem("a shuffle that `subset` does not have")
      return .unknown
    }
    switch bound["seed"].map({ meaning($0) }) {
    case nil, Meaning.none?: break
    case .number(let text)? where Int(text).map((0...Int(UInt32.max)).contains) ?? false:
      rows.seed = text
    default: problem("a shuffle whose seed is no constant")
    }
    rows.isShuffled = true
    return .rows(rows)
  }

  private func selected(_ rows: Rows, _ arguments: CallArguments) -> Meaning {
    var rows = rows
    guard let bound = bound("`.select()`", arguments, ["indices"]), let indices = bound["indices"],
      rows.rows == nil, case .range(.number(let start), .number(let end)) = meaning(indices),
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
    action.seed = rows.seed
    return .made(Made(.subset(of: rows.dataset), action))
  }
}
