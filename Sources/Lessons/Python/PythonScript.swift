import Engine
import Records

/// A script that is being written: what actions add their lines to.
///
/// An action writes what it does as a person would, and beside it what it measures: `record`. Names
/// of the lesson go through ``name(_:)``, texts into code as literals (``PythonCode``), and anything
/// else into comments.
struct PythonScript {
  /// What stands before the steps, where a step needs it.
  enum Part: Int, CaseIterable, Sendable {
    case rows, tables, pictures, texts, models, training, scores, sentences, plots, gallery
  }

  private(set) var names: PythonNames
  private(set) var lines: [String] = []
  private(set) var parts: Set<Part> = []
  /// Modules to import beside those that every script has.
  private(set) var imports: Set<String> = []
  /// Why an action has no words in PyTorch, by step.
  private(set) var unspoken: [String: [String]] = [:]
  private(set) var step = ""
  private(set) var seed = 0
  private var depth = 0
  /// The names of a sequential model's members.
  var members: [String: [String]] = [:]
  /// What is known of the data and weights that the lesson names.
  let assets: PythonAssets

  init(assets: PythonAssets) {
    self.assets = assets
    names = PythonNames(taken: PythonPrelude.names)
  }

  /// The Python name of one of the lesson's names.
  mutating func name(_ name: String) -> PythonCode { names.name(name) }

  /// A name that nothing else has.
  mutating func fresh(_ wish: String) -> PythonCode { names.fresh(wish) }

  mutating func needs(_ part: Part) {
    parts.insert(part)
    // Both read CSV files.
    if part == .tables || part == .texts { parts.insert(.rows) }
  }

  /// - Parameter statement: such as `from sklearn.metrics import r2_score`; never of a lesson's text.
  mutating func imports(_ statement: StaticString) { imports.insert("\(statement)") }

  /// A line.
  mutating func line(_ code: PythonCode) {
    lines.append(String(repeating: "    ", count: depth) + code.text)
  }

  /// A call or a list whose items do not fit on a line stand on several.
  mutating func line(_ opening: PythonCode, _ items: [PythonCode], _ closing: PythonCode) {
    let margin = String(repeating: "    ", count: depth)
    let whole: PythonCode = "\(opening)\(items)\(closing)"
    guard margin.count + whole.text.count > 98 else { return line(whole) }
    line(opening)
    var current = margin + "   "
    for item in items {
      if current.count + item.text.count > 96, current.count > margin.count + 3 {
        lines.append(current)
        current = margin + "   "
      }
      current += " \(item.text),"
    }
    lines.append(current)
    line(closing)
  }

  mutating func blank() { if lines.last?.isEmpty == false { lines.append("") } }

  /// A comment, in lines of some length.
  mutating func comment(_ text: String) {
    let margin = String(repeating: "    ", count: depth) + "# "
    var line = ""
    for word in PythonLiteral.comment(text).split(separator: " ") {
      if !line.isEmpty, margin.count + line.count + word.count > 98 {
        lines.append(margin + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    lines.append(margin + line)
  }

  /// Lines that stand within the one before.
  mutating func indented(_ body: (inout PythonScript) -> Void) {
    depth += 1
    body(&self)
    depth -= 1
  }

  /// Notes a result under a key of the run's record.
  mutating func record(_ key: ResultKey, _ value: PythonCode) {
    line("record(\(key.name), \(value))")
  }

  /// Says that an action has no words in PyTorch, and why.
  mutating func unspoken(_ action: String, _ reason: String) {
    unspoken[step, default: []].append("\(action): \(reason)")
    comment("Not said in PyTorch, \(action): \(reason)")
  }

  // MARK: - Steps

  /// Begins a step.
  mutating func begin(step: String, seed: Int) {
    (self.step, self.seed) = (step, seed)
    (lines, depth) = ([], 0)
  }
}

/// What a script says of data and weights.
struct PythonAssets: Sendable {
  /// One of them.
  struct Entry: Sendable {
    /// As the script and its command line call it.
    var key: String
    /// SHA-256 by file; empty where none is pinned.
    var digests: [(name: String, sha256: String)] = []
    var format: DataFormat?
  }

  private var entries: [AssetRequest: Entry] = [:]

  init(
    _ requests: [AssetRequest], manifest: AssetManifest,
    localData: KnownLocalData = KnownLocalData()
  ) {
    for request in requests {
      guard let entry = manifest.assets.first(where: { $0.name == request.name }) else {
        // Of a place only the last component: a path may tell who its owner is.
        var key = request.name.split(separator: "/").last.map(String.init) ?? "asset"
        while entries.values.contains(where: { $0.key == key }) { key += "_2" }
        entries[request] = Entry(
          key: key,
          format: request.kind == .data ? try? localData.format(of: request) : nil)
        continue
      }
      entries[request] = Entry(
        key: request.name, digests: entry.files.map { ($0.name, $0.sha256) },
        format: entry.format)
    }
  }

  func entry(_ request: AssetRequest) -> Entry {
    entries[request] ?? Entry(key: request.name)
  }
}
