import Foundation
import Testing

@testable import Engine

@Suite struct MachineMemoryTests {
  /// A folder with files of `/proc` and `/sys` in it.
  private func limit(_ files: [String: String]) throws -> MachineMemory? {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("memory-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, text) in files {
      let url = root.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    return MachineMemory.limit(root: root.path)
  }

  private let meminfo = "MemTotal:        8000000 kB\nMemFree: 1 kB\n"

  @Test func isWhatTheMachineHas() throws {
    let found = try limit(["proc/meminfo": meminfo])
    #expect(found == MachineMemory(bytes: 8_192_000_000, source: "this machine has"))
    #expect(try limit([:]) == nil)
  }

  @Test func isTheLeastLimitOfTheControlGroupsAround() throws {
    let files = [
      "proc/meminfo": meminfo, "proc/self/cgroup": "0::/user/job\n",
      "sys/fs/cgroup/user/job/memory.max": "max\n", "sys/fs/cgroup/user/memory.max": "2000000000\n",
      "sys/fs/cgroup/memory.max": "3000000000\n",
    ]
    #expect(try limit(files)?.bytes == 2_000_000_000)
    #expect(try limit(files)?.source == "this container or control group may use")
  }

  @Test func readsTheFirstVersionOfControlGroups() throws {
    let files = [
      "proc/meminfo": meminfo, "proc/self/cgroup": "5:cpu,memory:/docker/abc\n1:name=systemd:/\n",
      "sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes": "1000000000\n",
      "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
    ]
    #expect(try limit(files)?.bytes == 1_000_000_000)
  }

  @Test func isKnownHere() {
    #expect((MachineMemory.limit()?.bytes ?? 0) > 100 << 20)
  }
}
