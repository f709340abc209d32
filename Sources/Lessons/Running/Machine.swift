import Engine
import Foundation
import Records

/// The machine and the engine as a record describes them.
enum Machine {
  /// Changes when results may: a record made by another version is another computation.
  static let engineVersion = "2.2"

  static func engine() -> EngineRecord {
    EngineRecord(
      version: engineVersion,
      products: OpenBLAS.inUse.map { "\($0.configuration), kernels \($0.core)" }
        ?? EngineRecord.exactProducts,
      kernels: KernelChoice.current)
  }

  /// Nothing here names a person or a host.
  static func environment(threads: Int) -> EnvironmentRecord {
    EnvironmentRecord(
      processor: Processor.current.name,
      cores: ProcessInfo.processInfo.activeProcessorCount, threads: threads,
      system: system ?? "Linux")
  }

  /// The distribution's own name for itself.
  private static var system: String? {
    let key = "PRETTY_NAME="
    let text = try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)
    return text?.split(separator: "\n").first { $0.hasPrefix(key) }?
      .dropFirst(key.count).trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
  }
}
