import Engine
import Files
import Foundation
import Host
import Records
import Synchronization

/// Features of texts, computed in evaluation mode with the weights of one file: each is appended as
/// soon as it is there, so that a run that is killed loses no more than the current one.
///
/// The file is a row of records of one size: SHA-256 of pooling and token ids (32 bytes), the
/// features as little-endian floats, and the first 8 bytes of the SHA-256 over both. Its name says
/// what it belongs to. Everything from the first damaged record on is cut off.
final class FeatureFile: FeatureStore, Sendable {
  private struct State {
    var known: [[UInt8]: [Float]]
    /// `nil` where nothing can be written any more.
    var file: FileHandle?
  }

  private static let digestBytes = 32
  private static let checkBytes = 8
  private let width: Int
  private let state: Mutex<State>

  /// How many sequences are known.
  var count: Int { state.withLock { $0.known.count } }

  /// Opens a file of features of some width, made where it is not there.
  ///
  /// One process at a time may add to it; another reads what is there.
  ///
  /// - Parameter isFresh: whether what is there is dropped.
  init(_ url: URL, width: Int, isFresh: Bool) throws(CacheProblem) {
    self.width = width
    do {
      try NewFolder.make(url.deletingLastPathComponent())
    } catch {
      throw CacheProblem(message: "\(url.path): cannot be made: \(error.words)")
    }
    let descriptor = open(url.path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw CacheProblem(
        message: "\(url.path): cannot be written: \(String(cString: strerror(errno)))")
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    if isLocked, isFresh { ftruncate(descriptor, 0) }
    let data = (!isFresh ? try? file.readToEnd() : nil) ?? Data()
    let (known, whole) = Self.records(in: data, width: width)
    if isLocked, whole < data.count { ftruncate(descriptor, off_t(whole)) }
    // Used now: what was not used for longest is removed first.
    utimes(url.path, nil)
    state = Mutex(State(known: known, file: isLocked ? file : nil))
  }

  func features(of ids: [Int32], _ pooling: Pooling) -> [Float]? {
    let digest = Self.digest(ids, pooling)
    return state.withLock { $0.known[digest] }
  }

  func add(_ features: [Float], of ids: [Int32], _ pooling: Pooling) {
    guard features.count == width else { return }
    let digest = Self.digest(ids, pooling)
    var record = Data(digest)
    features.withUnsafeBytes { record.append(contentsOf: $0) }
    record.append(contentsOf: Self.check(record))
    state.withLock { state in
      guard state.known.updateValue(features, forKey: digest) == nil else { return }
      do {
        try state.file?.write(contentsOf: record)
      } catch {
        // A record cut short is cut off when the file is read; nothing may follow it.
        state.file = nil
      }
    }
  }

  /// All whole records from the start, and how many bytes they are.
  private static func records(
    in data: Data, width: Int
  ) -> (known: [[UInt8]: [Float]], whole: Int) {
    let size = bytes(width: width)
    var known: [[UInt8]: [Float]] = [:]
    var whole = 0
    while whole + size <= data.count {
      let record = data[whole..<whole + size]
      let content = record.dropLast(checkBytes)
      guard isRecord(record) else { break }
      let floats = content.dropFirst(digestBytes).withUnsafeBytes { bytes in
        (0..<width).map {
          bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Float>.size, as: Float.self)
        }
      }
      known[Array(content.prefix(digestBytes))] = floats
      whole += size
    }
    return (known, whole)
  }

  /// How long a record is.
  static func bytes(width: Int) -> Int {
    digestBytes + width * MemoryLayout<Float>.size + checkBytes
  }

  /// Whether some bytes are one whole record.
  static func isRecord(_ record: Data) -> Bool {
    record.suffix(checkBytes).elementsEqual(check(record.dropLast(checkBytes)))
  }

  private static func digest(_ ids: [Int32], _ pooling: Pooling) -> [UInt8] {
    let digest = SHA256Digest()
    Array("\(pooling.rawValue)\n".utf8).withUnsafeBytes { digest.update($0) }
    ids.withUnsafeBytes { digest.update($0) }
    return digest.bytes()
  }

  private static func check(_ content: Data) -> [UInt8] {
    let digest = SHA256Digest()
    content.withUnsafeBytes { digest.update($0) }
    return Array(digest.bytes().prefix(checkBytes))
  }
}

extension StepCache {
  /// The features of a model with its weights as they are.
  ///
  /// - Parameter asset: what it was loaded from.
  func featureFile(
    of model: BertModel, _ asset: LocatedAsset, _ computedBy: ComputedBy
  ) throws(CacheProblem) -> FeatureFile {
    let width = model.configuration.hiddenSize
    let digest = SHA256Digest()
    // Weights that a run has trained are identified by their values, those of a file by the file.
    for parameter in model.parameters where parameter.version > 0 {
      Array(parameter.name.utf8).withUnsafeBytes { digest.update($0) }
      digest.update(parameter.value.bytes)
    }
    let name = SHA256Digest.hex(
      of:
        "\(asset.contentDigest) \(digest.hex()) \(computedBy.engine) \(computedBy.products) \(width)"
    )
    return try FeatureFile(
      features.appendingPathComponent(name), width: width, isFresh: isFresh)
  }
}
