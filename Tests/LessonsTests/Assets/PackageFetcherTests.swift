import Engine
import Foundation
import Testing

@testable import Lessons

@Suite struct PackageFetcherTests {
  @Test func givesPipsReasonWhereTheNetworkIsDown() throws {
    let workshop = try AssetWorkshop()
    try workshop.pip(
      """
      cat <<'END'
      WARNING: Retrying (Retry(total=0)) after connection broken by \
      'NewConnectionError('<Connection object at 0x7f>: Name resolution failed')': /simple/small/
      ERROR: No matching distribution found for small-package==1.2
      END
      exit 1
      """)
    let error = try workshop.failure()
    #expect(error.kind == .download)
    #expect(
      error.message == """
        fetching the package small-package 1.2 failed. pip says:
          Name resolution failed
        Is this machine online, and does it need a proxy (HTTPS_PROXY)?
        """)
    #expect(workshop.contents.isEmpty)
  }

  @Test(arguments: [
    ("ERROR: Could not install: [Errno 28] No space left on device", AssetError.Kind.io),
    ("ERROR: [Errno 30] Read-only file system", .io),
    ("/usr/bin/python3: No module named pip", .download),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", .download),
    ("Traceback: something new", .download),
  ])
  func tellsTheDiskFromTheNetwork(line: String, kind: AssetError.Kind) throws {
    let workshop = try AssetWorkshop()
    try workshop.pip("echo '\(line)' >&2; exit 1")
    #expect(try workshop.failure().kind == kind)
  }

  @Test func saysWhereADownloadFoundNoRoom() throws {
    let workshop = try AssetWorkshop()
    try workshop.pip("echo 'ERROR: [Errno 28] No space left on device' >&2; exit 1")
    let message = try workshop.failure().message
    #expect(message.contains("Downloads go to \(workshop.cache.assets.path); LESSON_HOME"))
  }

  @Test func keepsNothingOfAPackageWithAlteredFiles() throws {
    let workshop = try AssetWorkshop()
    try workshop.pip(AssetWorkshop.unpacking(weights: "the w3ights"))
    let error = try workshop.failure()
    #expect(error.kind == .invalid)
    #expect(error.message.contains("model.safetensors"))
    #expect(workshop.contents.isEmpty)
  }

  @Test func refusesAPackageThatLacksAFile() throws {
    let workshop = try AssetWorkshop()
    try workshop.pip(#"mkdir -p "$target/small/model""#)
    let error = try workshop.failure()
    #expect(error.kind == .invalid)
    #expect(error.message.contains("config.json"))
  }

  @Test func stopsPipAndKeepsNothingWhenInterrupted() throws {
    let workshop = try AssetWorkshop()
    try workshop.pip("exec sleep 600")
    let cancellation = Cancellation()
    let error = try workshop.failure(cancellation: cancellation) { _ in cancellation.cancel() }
    #expect(error.kind == .interrupted)
    #expect(workshop.contents.isEmpty)
  }

  @Test func removesWhatAnInterruptedFetchLeft() throws {
    let workshop = try AssetWorkshop()
    let left = workshop.place.appendingPathExtension("partial").appendingPathComponent(
      "target/small")
    try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
    try workshop.locate()
    #expect(workshop.contents == [workshop.place.lastPathComponent])
  }

  @Test func reportsHowMuchHasArrived() throws {
    let workshop = try AssetWorkshop()
    try workshop.pip(
      """
      head -c 600 /dev/zero > "$TMPDIR/wheel"
      sleep 1
      """ + "\n" + AssetWorkshop.unpacking())
    var steps: [AssetProgress] = []
    try workshop.locate { steps.append($0) }
    let counts = steps.compactMap { step in
      if case .fetching("small", let bytes, 1000) = step { bytes } else { nil }
    }
    #expect(counts.max() ?? 0 >= 600)
    #expect(counts.allSatisfy { $0 <= 1000 })
    #expect(steps.suffix(2) == [.verifying(name: "small"), .ready(name: "small")])
  }

  @Test func asksTheIndexItselfWhereThereIsNoPip() throws {
    let workshop = try AssetWorkshop()
    try workshop.pip("echo 'No module named pip' >&2; exit 1")
    let error = try workshop.failure()
    #expect(error.kind == .download)
    #expect(error.message.hasPrefix("fetching the package small-package 1.2 failed: "))
    #expect(error.message.contains("PIP_INDEX_URL"))
    #expect(workshop.contents.isEmpty)
  }

  @Test func saysThatPythonIsNotInstalled() throws {
    let workshop = try AssetWorkshop()
    let error = try workshop.failure(
      workshop.store(environment: ["LESSON_PYTHON": "no-such-python"]))
    #expect(error.kind == .download)
    #expect(error.message.contains("no-such-python is not installed"))
  }

  @Test func namesAFolderThatCannotBeMade() throws {
    let workshop = try AssetWorkshop()
    try Data().write(to: workshop.cache.folder)
    let error = try workshop.failure()
    #expect(error.kind == .io)
    #expect(error.message.contains(workshop.cache.folder.path))
  }

  @Test func fetchesOnceForTwoAtATime() async throws {
    let workshop = try AssetWorkshop()
    try workshop.pip("sleep 0.5\n" + AssetWorkshop.unpacking())
    let store = workshop.store()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          let request = AssetRequest(name: "small", kind: .model)
          _ = try store.locate(request, cancellation: Cancellation()) { _ in }
        }
      }
      try await group.waitForAll()
    }
    #expect(workshop.calls == 1)
  }
}
