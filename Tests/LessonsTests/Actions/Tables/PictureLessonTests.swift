import Base
import Engine
import Foundation
import Records
import Testing

@testable import Lessons

/// Lesson 7_1's data said in a lesson's words, beside PyTorch's trace of the notebook.
@Suite struct PictureLessonTests {
  /// The folder of scikit-learn's digits, where the environment names it.
  static let digits = ProcessInfo.processInfo.environment["LESSON_TEST_DIGITS"].map {
    URL(fileURLWithPath: $0)
  }

  /// The manifest's digits, read where the tests have them.
  private struct Provider: AssetProvider {
    let folder: URL
    let table: NumberTable

    func locate(
      _ request: AssetRequest, cancellation: Cancellation, progress: (AssetProgress) -> Void
    ) throws(AssetError) -> LocatedAsset {
      LocatedAsset(
        name: request.name, kind: .data, url: folder, data: .numbers(table),
        record: AssetRecord(name: request.name, files: [], license: nil, citation: nil))
    }
  }

  private static let normalize =
    "{normalize: {mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}}"

  private static func data(_ beginning: String, first: String = "") -> String {
    """
    \(beginning)
    - transform: train_rows
      steps: [\(first)rgb, to_tensor, {resize: [32, 32]}, \(normalize)]
    - transform: [val_rows, test_rows]
      steps: [\(first)rgb, {resize: [32, 32]}, to_tensor, \(normalize)]
    - loader: train_rows
      batch_size: 128
      shuffle: true
    """
  }

  /// As the manifest cuts them.
  private static let pictures = data(
    "- dataset: digits-even-odd\n- split: dataset\n  parts: {train_rows: train, val_rows: val, test_rows: test}"
  )

  /// As a lesson can cut them itself.
  private static let numbers = data(
    """
    - dataset: digits
    - relabel: dataset
      classes: {even: ["0", "2", "4", "6", "8"], odd: ["1", "3", "5", "7", "9"]}
    - split: dataset
      parts: {test_rows: 100, val_rows: 8, train_rows: rest}
      each_class: true
    """, first: "{picture: {white: 16}}, ")

  private static let build = """
    - model:
        - conv1: {conv2d: [3, 16], kernel_size: 3}
        - relu
        - bn1: {batch_norm2d: 16}
        - {max_pool2d: 2}
        - conv2: {conv2d: [16, 16], kernel_size: 3}
        - relu
        - bn2: {batch_norm2d: 16}
        - {max_pool2d: 2}
        - flatten
        - fc1: {linear: [576, 24]}
        - relu
        - {dropout: 0.25}
        - fc2: {linear: [24, 1]}
        - sigmoid
    - optimizer: Adam
      parameters: model
      lr: 0.001
      weight_decay: 0.0005
    """

  private static let train = """
    - train: model
      loader: loader
      optimizer: optimizer
      loss: bce
      epochs: 1
      max_batches: 3
      validate: val_rows_loader
    """

  private func run(_ data: String) throws -> RunRecord {
    let folder = try #require(Self.digits)
    let manifest = try AssetManifest.read(
      from: URL(filePath: #filePath).appending(path: "../../../../../lessons/assets.json")
        .standardized)
    var loaded = TinyLesson.loaded(
      TableFixture.lesson([
        ("data", data), ("build", Self.build),
        ("train", Self.train.replacing("\n  validate: val_rows_loader", with: "")),
      ]))
    loaded.tables = ["digits", "digits-even-odd"].reduce(into: [:]) { tables, name in
      tables[name] = (try? manifest.entry(named: name))?.numbers?.outline
    }
    loaded.assets = loaded.tables.mapValues { _ in .data }
    let (plan, diagnostics) = try LessonPlanner.plan(loaded, options: PlanOptions())
    try #require(diagnostics.filter { $0.severity == .error } == [])
    let name = data.contains("digits-even-odd") ? "digits-even-odd" : "digits"
    let provider = Provider(
      folder: folder, table: try #require(try manifest.entry(named: name).numbers))
    let runner = LessonRunner(plan: try #require(plan), assets: provider, threads: 2) { _ in }
    let (record, failure) = runner.run(cancellation: Cancellation())
    try #require(failure == nil)
    return record
  }

  private func trace() throws -> JSONValue {
    let url = URL(filePath: #filePath)
      .appending(path: "../../../../EngineTests/Fixtures/7_1-42.json").standardized
    return try JSONReader.value(of: try Data(contentsOf: url))
  }

  @Test(.enabled(if: digits != nil), arguments: [pictures, numbers])
  func trainsOnDigitsAsTheNotebookDoesOnPhotographs(data: String) throws {
    let (record, trace) = (try run(data), try trace())
    func result(_ path: String) -> JSONValue? { ResultPath(path)?.value(in: record) }
    for (part, rows) in trace["sizes"]?.object ?? [:] {
      #expect(result("data.tables.\(part)_rows.rows") == rows)
      #expect(result("data.transformed.\(part)_rows.shape") == [3, 32, 32])
    }
    #expect(result("data.tables.test_rows.label_counts.odd") == 100)
    #expect(result("data.tables.test_rows.indices[0]") == 0)
    #expect(result("data.tables.test_rows.indices[1]") == 2)
    let losses = result("train.losses")?.array?.compactMap(\.number) ?? []
    let theirs = trace["losses"]?.array?.compactMap(\.number) ?? []
    try #require(losses.count == 3)
    for (loss, their) in zip(losses, theirs) { #expect(abs(loss - their) < 2e-6) }
  }

  /// All of the pictures, before and after `to_tensor`, as Pillow and PyTorch have them.
  @Test(.enabled(if: digits != nil))
  func resizesAsPillowAndPyTorchDo() throws {
    let manifest = try AssetManifest.read(
      from: URL(filePath: #filePath).appending(path: "../../../../../lessons/assets.json")
        .standardized)
    let entry = try manifest.entry(named: "digits-even-odd")
    let whole = try #require(entry.numbers).read(in: try #require(Self.digits))
    let trace = try trace()
    #expect(whole.parts.map(\.name) == ["test", "val", "train"])
    let normalize = PictureStep.normalize(mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225])
    let resize = PictureStep.resize(.exact(height: 32, width: 32))
    for part in whole.parts {
      let table = whole.rows(Array(part.rows))
      let pictures = try #require(table.columns[0].pictures)
      var bytes: [UInt8] = []
      for picture in pictures {
        guard case .bytes(let small) = try PictureWay.bytes(picture.read()).taking([.rgb, resize])
        else { continue }
        bytes += small.interleaved
      }
      if let digest = trace["resized_sha256"]?[part.name]?.string {
        #expect(SHA256Digest.hex(of: bytes) == digest)
      }
      guard let text = trace["first_picture"]?[part.name]?.string else { continue }
      let expected = try #require(Data(base64Encoded: text)).withUnsafeBytes {
        Array($0.bindMemory(to: Float.self))
      }
      let steps: [PictureStep] =
        part.name == "train"
        ? [.rgb, .toTensor, resize, normalize] : [.rgb, resize, .toTensor, normalize]
      var changed = table
      try changed.transform(
        column: 0, steps,
        to: PictureLayout(isBytes: false, channels: 3, height: 32, width: 32),
        pool: WorkerPool(threads: 2), cancellation: Cancellation())
      #expect(expected.count == 3072 && changed.columns[0].row(0).count == 3072)
      for (ours, theirs) in zip(changed.columns[0].row(0), expected) {
        #expect(abs(ours - Double(theirs)) < 1e-6)
      }
    }
  }
}
