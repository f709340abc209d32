import Foundation

/// How much memory this process may have: what the machine has, or less where a container or a limit
/// of the shell says so.
public struct MachineMemory: Sendable, Equatable {
  /// Bytes that may be in use at once.
  public var bytes: Int
  /// What sets it: "this machine has", "this container may use".
  public var source: String

  public init(bytes: Int, source: String) { (self.bytes, self.source) = (bytes, source) }

  /// The least of all limits; `nil` where none can be told.
  ///
  /// - Parameter root: the folder that holds `proc` and `sys`.
  public static func limit(root: String = "") -> MachineMemory? {
    var limits: [MachineMemory] = []
    if let bytes = physical(root) {
      limits.append(MachineMemory(bytes: bytes, source: "this machine has"))
    }
    if let bytes = controlGroup(root) {
      limits.append(MachineMemory(bytes: bytes, source: "this container or control group may use"))
    }
    var address = rlimit()
    if root.isEmpty, getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &address) == 0,
      address.rlim_cur < UInt(Int.max)
    {
      limits.append(
        MachineMemory(bytes: Int(address.rlim_cur), source: "this process may use (ulimit -v)"))
    }
    return limits.min { $0.bytes < $1.bytes }
  }

  private static func physical(_ root: String) -> Int? {
    let line = text(root + "/proc/meminfo").split(separator: "\n").first {
      $0.hasPrefix("MemTotal:")
    }
    let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
    return kibibytes.flatMap { Int($0) }.flatMap { $0 < Int.max >> 10 ? $0 << 10 : nil }
  }

  /// The least limit of the process's own control group and those around it, of version 2 or 1.
  ///
  /// Source: Linux, `Documentation/admin-guide/cgroup-v2.rst` and `cgroup-v1/memory.rst`.
  private static func controlGroup(_ root: String) -> Int? {
    var files: [String] = []
    for line in text(root + "/proc/self/cgroup").split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let isSecond = parts[1].isEmpty
      guard isSecond || parts[1].split(separator: ",").contains("memory") else { continue }
      let folder = root + (isSecond ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory")
      let file = isSecond ? "memory.max" : "memory.limit_in_bytes"
      var path = parts[2].split(separator: "/").map(String.init).filter { $0 != ".." }
      while true {
        files.append(([folder] + path + [file]).joined(separator: "/"))
        guard path.popLast() != nil else { break }
      }
    }
    // "max", which is none, is no number.
    return files.compactMap { Int(text($0).prefix { !$0.isWhitespace }) }.min()
  }

  private static func text(_ path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }
}
