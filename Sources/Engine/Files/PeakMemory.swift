import Foundation

/// What the process has used of memory.
public enum PeakMemory {
  /// The largest resident size so far in bytes, as Linux counts it (`VmHWM`); `nil` where
  /// `/proc` does not tell.
  public static func bytes() -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first
    else { return nil }
    return Int(kibibytes).map { $0 << 10 }
  }
}
