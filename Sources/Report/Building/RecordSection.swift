import Records

/// What is needed to make the same run again, and whose work it rests on.
enum RecordSection {
  static func blocks(_ record: RunRecord) -> [ReportBlock] {
    [.heading(level: 2, content: ["Record of the run"]), run(record), parameters(record)]
      .compactMap { $0 } + assets(record) + sources(record)
  }

  private static func run(_ record: RunRecord) -> ReportBlock {
    var facts: [(name: String, value: [ReportInline])] = [
      ("lesson", [.text(record.lesson.id)]),
      ("status", [.text(record.status.rawValue)]),
      ("seed", [.text("\(record.seed)")]),
    ]
    if let variant = record.variant { facts.append(("variant", [.text(variant)])) }
    if let profile = record.profile { facts.append(("profile", [.text(profile)])) }
    facts += [
      ("started", [.text(record.startedAt)]),
      ("took", [.text(NumberText.duration(record.seconds))]),
      ("lesson file, SHA-256", [.code(record.lessonSHA256)]),
      (
        "results, SHA-256",
        [.code(record.resultsSHA256), .note(" two runs agree if these agree")]
      ),
      ("engine version", [.text(record.engine.version)]),
    ]
    for run in record.beside ?? [] {
      let name = run.variant.map { "variant \(OneLine.of($0))" } ?? "the lesson itself"
      facts.append(("results of \(name), SHA-256", [.code(run.resultsSHA256)]))
    }
    facts += computed(record.engine)
    facts += [
      ("processor", [.text(record.environment.processor)]),
      (
        "cores, threads used",
        [.text("\(record.environment.cores), \(record.environment.threads)")]
      ),
      ("system", [.text(record.environment.system)]),
    ]
    if let peak = record.environment.peakMemoryBytes {
      facts.append(("memory at most", [.text(NumberText.bytes(peak))]))
    }
    return .table(.facts("The run", facts))
  }

  /// Who multiplied, and with what: records of earlier engines name OpenBLAS.
  private static func computed(_ engine: EngineRecord) -> [(name: String, value: [ReportInline])] {
    var facts: [(name: String, value: [ReportInline])] = []
    if let products = engine.products {
      let note =
        products == EngineRecord.exactProducts
        ? " the same bits on every processor" : " the bits of this machine alone"
      facts.append(("products", [.text(products), .note(note)]))
    }
    if let kernels = engine.kernels { facts.append(("kernels", [.text(kernels)])) }
    if let openblas = engine.openblas {
      facts.append(("OpenBLAS", [.text("\(openblas), kernels \(engine.core ?? "unknown")")]))
    }
    if let fingerprint = engine.kernelFingerprint {
      facts.append(("kernel fingerprint", [.code(fingerprint)]))
    }
    return facts
  }

  private static func parameters(_ record: RunRecord) -> ReportBlock? {
    guard !record.parameters.isEmpty else { return nil }
    return .table(
      ReportTable(
        "Parameters", columns: [.text("parameter"), .text("value"), .text("is")],
        rows: record.parameters.sorted { $0.key < $1.key }.map { name, value in
          [
            [.code(name)], [.code(ResultText.plain(value))],
            [record.changedParameters.contains(name) ? "changed" : "the lesson’s default"],
          ]
        }))
  }

  private static func assets(_ record: RunRecord) -> [ReportBlock] {
    guard !record.assets.isEmpty else { return [] }
    let files = record.assets.flatMap { asset in
      asset.files.map { file in
        [
          [.text(asset.name)], [.code(file.name)], [.text(NumberText.bytes(file.bytes))],
          [.code(file.sha256)],
        ] as [[ReportInline]]
      }
    }
    return [
      .table(
        ReportTable(
          "Data and weights",
          columns: [.text("asset"), .text("file"), .number("size"), .text("SHA-256")],
          rows: files))
    ]
  }

  private static func sources(_ record: RunRecord) -> [ReportBlock] {
    var items: [[ReportBlock]] = record.assets.map { asset in
      let license = "licence: \(asset.license ?? "not stated")"
      let citation = asset.citation.map { ". \($0)" } ?? ""
      return [[.strong([.text(asset.name)]), .text(", \(license)\(citation)")]]
    }
    if !record.lesson.notebook.isEmpty {
      let parts = record.lesson.notebook.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      items.append([[.strong(["The notebook"]), .text(", " + parts.joined(separator: ", "))]])
    }
    let own = [record.lesson.attribution, record.lesson.license.map { "licence: \($0)" }]
      .compactMap { $0 }
    if !own.isEmpty {
      items.append([
        [
          .strong(["The lesson"]),
          .text(
            ": "
              + own.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
              .joined(separator: ". ")),
        ]
      ])
    }
    guard !items.isEmpty else { return [] }
    return [
      .heading(level: 3, content: ["Sources and licences"]),
      .list(ordered: false, start: 1, items: items),
    ]
  }
}
