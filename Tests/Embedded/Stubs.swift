// What embedded Swift lacks of what the engine's computing parts name, for a single thread.

public protocol Codable {}

struct Mutex<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
  private let place: UnsafeMutablePointer<Value>

  init(_ value: consuming sending Value) {
    place = .allocate(capacity: 1)
    place.initialize(to: value)
  }

  borrowing func withLock<Result: ~Copyable, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    try body(&place.pointee)
  }

  deinit {
    place.deinitialize(count: 1)
    place.deallocate()
  }
}

enum DispatchQueue {
  static func concurrentPerform(iterations: Int, execute: (Int) -> Void) {
    for i in 0..<iterations { execute(i) }
  }
}

/// There is no second opinion here.
final class OpenBLAS: Sendable {
  static let inUse: OpenBLAS? = nil

  func multiply(_ product: MatrixProduct) {}
}

@_silgen_name("posix_memalign")
func posix_memalign(
  _ memory: inout UnsafeMutableRawPointer?, _ alignment: Int, _ size: Int
) -> Int32

@_silgen_name("free")
func free(_ memory: UnsafeMutableRawPointer?)
