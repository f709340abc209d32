// swift-tools-version: 6.1
import PackageDescription

/// Vector instructions for the engine alone: the command checks the processor before it calls any
/// of the engine's code, so a machine without AVX2 is refused with a message, not a crash.
///
/// Without `-fno-math-errno` a square root is a branch and perhaps a call for each value, since C's
/// sets `errno`; with it eight are one instruction. Either way it is rounded correctly.
#if arch(x86_64)
  let vectorFlags: [SwiftSetting] = [
    .unsafeFlags(["-Xcc", "-mavx2", "-Xcc", "-mfma", "-Xcc", "-fno-math-errno"])
  ]
#else
  let vectorFlags: [SwiftSetting] = []
#endif

/// Whether `lesson-fuzz` is built around libFuzzer's `main` (`scripts/fuzz-coverage`).
let fuzzesByCoverage = Context.environment["LESSON_FUZZ_COVERAGE"] != nil

let package = Package(
  name: "lesson",
  products: [
    .executable(name: "lesson", targets: ["lesson"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
  ],
  targets: [
    // MARK: - C libraries
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    // SHA-256 alone. swift-crypto would do it too, at the price of building BoringSSL first.
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // MARK: - Libraries, in the order of their dependencies
    // Numbers only: knows nothing of lessons, Markdown or terminals.
    .target(name: "Engine", dependencies: ["COpenBLAS"], swiftSettings: vectorFlags),
    // The run record that every other part reads or writes. No dependency on the others.
    .target(name: "Records", dependencies: ["CCrypto"]),
    .target(
      name: "Lessons",
      dependencies: ["Engine", "Records", "CCMark", .product(name: "Yams", package: "Yams")]),
    // Reads run records alone: must never link the engine or the lessons.
    .target(name: "Report", dependencies: ["Records"]),
    // What students hand in and instructors do with it. Runs nothing.
    .target(name: "HandIn", dependencies: ["Lessons", "Records", "Report"]),

    // What `lesson check` says of lessons and answers, to people, CI systems and graders. Runs
    // nothing.
    .target(name: "Checking", dependencies: ["HandIn", "Lessons", "Records", "Report"]),

    // Two runs beside each other, and many.
    .target(name: "Comparison", dependencies: ["HandIn", "Records", "Report"]),

    // Notebooks in and out: import, mirror, export.
    .target(name: "Notebooks", dependencies: ["Records", "Lessons", "Report"]),

    // A run on a page of its own while it goes on (`lesson run --open`).
    .target(name: "LivePage", dependencies: ["Engine", "Lessons", "Records", "Report"]),

    // MARK: - The command
    .executableTarget(
      name: "lesson",
      dependencies: [
        "Checking", "Comparison", "HandIn", "Lessons", "LivePage", "Notebooks", "Report",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Times the engine's stages (`make bench`).
    .executableTarget(
      name: "lesson-bench",
      dependencies: [
        "Engine", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Sources/Bench"),

    // Feeds everything that reads a file with damaged inputs (`make fuzz`, `make fuzz-coverage`).
    .executableTarget(
      name: "lesson-fuzz",
      dependencies: [
        "Comparison", "Engine", "HandIn", "Lessons", "Notebooks", "Records", "Report",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Sources/Fuzz", exclude: [fuzzesByCoverage ? "FuzzCommand.swift" : "Coverage"]),

    // MARK: - Tests, one bundle a target
    .testTarget(
      name: "EngineTests", dependencies: ["Engine", "Records"], exclude: ["Fixtures"],
      swiftSettings: vectorFlags),
    .testTarget(name: "RecordsTests", dependencies: ["Records"]),
    .testTarget(name: "LessonsTests", dependencies: ["Lessons"]),
    .testTarget(name: "CheckingTests", dependencies: ["Checking"]),
    .testTarget(name: "ComparisonTests", dependencies: ["Comparison", "Records"]),
    .testTarget(name: "ReportTests", dependencies: ["Report", "HostileText"]),
    .testTarget(name: "HandInTests", dependencies: ["HandIn", "HostileText"]),
    // Text that tries to be more than text: one table for every test that needs it.
    .target(name: "HostileText", path: "Tests/HostileText"),
    .testTarget(name: "NotebooksTests", dependencies: ["Notebooks", "Lessons", "Records"]),
    .testTarget(name: "LivePageTests", dependencies: ["Engine", "Lessons", "LivePage", "Records"]),
    .testTarget(
      name: "LessonCommandTests", dependencies: ["lesson", "Engine", "Lessons", "Records"]),
    .testTarget(name: "FuzzTests", dependencies: ["lesson-fuzz"], exclude: ["Corpus"]),
    // Needs Chromium: `make test-browser`.
    .testTarget(name: "BrowserTests", dependencies: ["HandIn", "Records", "Report", "lesson"]),
    .testTarget(
      name: "BenchTests",
      dependencies: [
        "lesson-bench", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
