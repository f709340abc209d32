import Foundation

/// The processor as Linux describes it.
package struct Processor: Sendable {
  package var name: String

  package static let current: Processor = {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    return Processor(cpuinfo: text)
  }()

  /// Reads the first processor's entry.
  init(cpuinfo: String) {
    func value(_ key: String) -> Substring? {
      for line in cpuinfo.split(separator: "\n") where line.hasPrefix(key) {
        return line.split(separator: ":", maxSplits: 1).dropFirst().first
      }
      return nil
    }
    name = value("model name").map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
  }
}
