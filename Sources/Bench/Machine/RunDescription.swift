import Engine
import Foundation

/// Where and how the figures came about.
struct RunDescription: Codable {
  var processor: String
  var cores: Int
  var threads: Int
  var kernels: String
  var openblas: String
  /// `nil` outside a clone.
  var commit: String?
  var quick: Bool
  var rows: Int
  /// Of what the engine was compared with.
  var versions: [String: String] = [:]

  init(threads: Int, quick: Bool, rows: Int) {
    processor = Self.processorName
    cores = ProcessInfo.processInfo.activeProcessorCount
    self.threads = threads
    kernels = KernelChoice.current
    openblas = (try? OpenBLAS().configuration) ?? "not here"
    commit = try? Subprocess.output("git", ["describe", "--always", "--dirty"], in: Clone.folder)
    self.quick = quick
    self.rows = rows
  }

  private static var processorName: String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
      ?? "unknown processor"
  }
}
