import Engine
import Foundation
import Records

/// The machine and the engine as a record describes them.
enum Machine {
  /// Changes when results may: a record made by another version is another computation.
  static let engineVersion = "1.0"

  static func engine() -> EngineRecord {
    let fingerprint = KernelFingerprint.measure()
    return EngineRecord(
      version: engineVersion, openblas: fingerprint.configuration, core: fingerprint.core,
      kernelFingerprint: fingerprint.digest)
  }

  /// Nothing here names a person or a host.
  static func environment(threads: Int) -> EnvironmentRecord {
    EnvironmentRecord(
      processor: value(of: "model name", in: "/proc/cpuinfo", separator: ":") ?? "unknown",
      cores: ProcessInfo.processInfo.activeProcessorCount, threads: threads,
      system: value(of: "PRETTY_NAME", in: "/etc/os-release", separator: "=") ?? "Linux")
  }

  /// The first value of a key in a file of `key separator value` lines, quotes taken off.
  private static func value(of key: String, in path: String, separator: Character) -> String? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: separator, maxSplits: 1)
      guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == key else { continue }
      return parts[1].trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
    }
    return nil
  }
}
