import Foundation
import Synchronization

/// Memory of tensors that are gone, kept for the next of the same size.
///
/// A training makes the same tensors in every batch. The system hands large memory out page by page,
/// each cleared first, which takes longer than what is computed with it.
enum TensorMemory {
  /// Smaller memory the system keeps at hand itself.
  private static let least = 1 << 17
  /// Bytes that are kept at most.
  private static let most = 1 << 28

  private struct Kept {
    var blocks: [Int: [UInt]] = [:]
    var bytes = 0
  }

  private static let kept = Mutex(Kept())

  /// Memory of some bytes with any content, aligned for every register; `nil` where there is none.
  static func take(_ bytes: Int) -> UnsafeMutableRawPointer? {
    if bytes >= least {
      let address = kept.withLock { kept -> UInt? in
        guard let address = kept.blocks[bytes]?.popLast() else { return nil }
        kept.bytes -= bytes
        return address
      }
      if let address { return UnsafeMutableRawPointer(bitPattern: address) }
    }
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, 64, bytes) == 0 else { return nil }
    return memory
  }

  /// Takes memory back that ``take(_:)`` handed out.
  static func giveBack(_ memory: UnsafeMutableRawPointer?, _ bytes: Int) {
    guard let memory else { return }
    guard bytes >= least, bytes <= most / 4 else { return free(memory) }
    let address = UInt(bitPattern: memory)
    let isKept = kept.withLock { kept in
      guard kept.bytes + bytes <= most else { return false }
      kept.blocks[bytes, default: []].append(address)
      kept.bytes += bytes
      return true
    }
    if !isKept { free(memory) }
  }

  /// Gives everything back to the system.
  static func release() {
    let blocks = kept.withLock { kept in
      defer { kept = Kept() }
      return kept.blocks
    }
    for address in blocks.values.joined() { free(UnsafeMutableRawPointer(bitPattern: address)) }
  }
}
