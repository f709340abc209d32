// swift-tools-version: 6.1
import PackageDescription

/// The engine's kernels, compiled once for each kind of processor: the same sources, behind a link in
/// each target's folder, with other flags. The engine chooses among them when it starts. Everything
/// else is compiled for any processor of its architecture.
#if arch(x86_64)
  let kernelFlags = [
    "KernelsAVX2": ["-Xcc", "-mavx2", "-Xcc", "-mfma"],
    "KernelsAVX512": ["-Xcc", "-mavx512f", "-Xcc", "-mfma"],
    "KernelsPortable": [],
  ]
#elseif arch(arm64)
  let kernelFlags = ["KernelsNEON": [], "KernelsPortable": []]
#else
  let kernelFlags = ["KernelsPortable": []]
#endif
// A dictionary's own order changes from process to process.
let kernels = kernelFlags.keys.sorted()

/// Without `-fno-math-errno` a square root is a branch and perhaps a call for each value, since C's
/// sets `errno`; with it eight are one instruction.
///
/// Either way it is rounded correctly.
let noErrno = ["-Xcc", "-fno-math-errno"]

/// Whether `lesson-fuzz` is built around libFuzzer's `main` (`scripts/fuzz-coverage`).
let fuzzesByCoverage = Context.environment["LESSON_FUZZ_COVERAGE"] != nil

/// An object file that is linked into the command before everything else: the Unicode data of a download
/// (`scripts/dist`).
let firstObject = Context.environment["LESSON_FIRST_OBJECT"]

let package = Package(
  name: "lesson",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "lesson", targets: ["lesson"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
  ],
  targets: [
    // MARK: - C libraries
    .systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    // SHA-256 alone. swift-crypto would do it too, at the price of building BoringSSL first.
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    // Data sets that are packed by gzip.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // Pictures: PNG and JPEG.
    .systemLibrary(name: "CPng", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CJpeg", pkgConfig: "libjpeg", providers: [.apt(["libjpeg-dev"])]),

    // MARK: - Libraries, in the order of their dependencies
    // JSON, CSV, digests and text that everything may use. Knows nothing of lessons, and needs no
    // Foundation.
    .target(name: "Base", dependencies: ["CCrypto", "CZlib"]),
    // Other programs, and what the file system says.
    .target(name: "Host", dependencies: ["Files"]),
    // Files that a person has named, and files that are to be there whole or not at all.
    .target(name: "Files"),
    // Numbers only: knows nothing of lessons, Markdown or terminals.
    .target(
      name: "Engine",
      dependencies: ["Base", "CPictures", "CProcessor", "KernelInterface"]
        + kernels.map { .init(stringLiteral: $0) },
      swiftSettings: [.unsafeFlags(noErrno)]),
    // What kernels compute, and what they are told.
    .target(name: "KernelInterface"),
    // Decoding of pictures, of which no `longjmp` gets out.
    .target(name: "CPictures", dependencies: ["CPng", "CJpeg"]),
    // What the processor can do, and a hint to its cache: two things that Swift has no word for.
    .target(name: "CProcessor"),
    // The run record that every other part reads or writes.
    .target(name: "Records", dependencies: ["Base", "Files"]),
    .target(
      name: "Lessons",
      dependencies: [
        "Base", "Engine", "Files", "Host", "Records", "CCMark",
        .product(name: "Yams", package: "Yams"),
      ]),
    // Reads run records alone: must never link the engine or the lessons.
    .target(
      name: "Report", dependencies: ["Base", "Records"],
      resources: [.embedInCode("Writers/answering.js")]),
    // What students hand in and instructors do with it. Runs nothing.
    .target(
      name: "HandIn", dependencies: ["Base", "Files", "Host", "Lessons", "Records", "Report"]),

    // What `lesson check` says of lessons and answers, to people, CI systems and graders. Runs
    // nothing.
    .target(name: "Checking", dependencies: ["Base", "HandIn", "Lessons", "Records", "Report"]),

    // Two runs beside each other, and many.
    .target(name: "Comparison", dependencies: ["Base", "Records", "Report"]),

    // Notebooks in and out: import, mirror, export.
    .target(
      name: "Notebooks",
      dependencies: ["Base", "Engine", "Files", "Host", "Lessons", "Records", "Report"]),

    // Pages for a browser on the same machine. Knows nothing of lessons: who gets an answer, and how
    // much may be asked.
    .target(
      name: "LocalServer",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),

    // A run on a page of its own while it goes on (`lesson run --open`).
    .target(
      name: "LivePage",
      dependencies: ["Base", "Engine", "Lessons", "LocalServer", "Records", "Report"]),

    // A class's answers, question by question, to be marked in a browser (`lesson mark`).
    .target(
      name: "MarkingPage",
      dependencies: ["Base", "Files", "HandIn", "LocalServer", "Records", "Report"],
      resources: [.embedInCode("Script")]),

    // The course's trainings on the engine alone, for tests and the benchmark.
    .target(name: "CourseTrainings", dependencies: ["Engine"]),

    // MARK: - The command
    .executableTarget(
      name: "lesson",
      dependencies: [
        "Base", "Checking", "Comparison", "Engine", "Files", "HandIn", "Host", "Lessons",
        "LivePage", "LocalServer", "MarkingPage", "Notebooks", "Records", "Report",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], linkerSettings: firstObject.map { [.unsafeFlags([$0])] } ?? []),

    // Times the engine's stages (`make bench`).
    .executableTarget(
      name: "lesson-bench",
      dependencies: [
        "CourseTrainings", "Engine", "Files", "Host", "KernelInterface",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Sources/Bench"),

    // Holds layers, losses, optimizers and schedules against PyTorch's (`make compare-layers`).
    .target(name: "CompareLayers", dependencies: ["Base", "Engine"]),
    .executableTarget(
      name: "compare-layers",
      dependencies: [
        "CompareLayers", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Sources/CompareLayersCommand"),

    // Feeds everything that reads a file with damaged inputs (`make fuzz`, `make fuzz-coverage`).
    .executableTarget(
      name: "lesson-fuzz",
      dependencies: [
        "Base", "Comparison", "Engine", "HandIn", "Lessons", "Notebooks", "Records", "Report",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Sources/Fuzz", exclude: [fuzzesByCoverage ? "FuzzCommand.swift" : "Coverage"]),

    // MARK: - Tests, one bundle a target
    // Each names every target that it imports: what it does not name is not compiled anew with that.
    .testTarget(name: "BaseTests", dependencies: ["Base", "HostileText"]),
    .testTarget(name: "HostTests", dependencies: ["Host"]),
    .testTarget(
      name: "EngineTests",
      dependencies: [
        "Base", "CompareLayers", "CourseTrainings", "Engine", "KernelInterface", "Records",
      ]
        + kernels.map { .init(stringLiteral: $0) },
      exclude: ["Fixtures"], swiftSettings: [.unsafeFlags(noErrno)]),
    .testTarget(name: "FilesTests", dependencies: ["Files"]),
    .testTarget(name: "RecordsTests", dependencies: ["Records"]),
    .testTarget(
      name: "LessonsTests",
      dependencies: ["Base", "Engine", "Files", "Host", "HostileText", "Lessons", "Records"]),
    .testTarget(
      name: "CheckingTests", dependencies: ["Checking", "HandIn", "Lessons", "Records"]),
    .testTarget(name: "ComparisonTests", dependencies: ["Comparison", "Records", "Report"]),
    .testTarget(name: "ReportTests", dependencies: ["HostileText", "Records", "Report"]),
    .testTarget(
      name: "HandInTests",
      dependencies: [
        "Base", "Files", "HandIn", "HostileText", "Lessons", "LocalClient", "MarkingPage",
        "Records",
        "Report",
      ]),
    // Text that tries to be more than text: one table for every test that needs it.
    .target(name: "HostileText", path: "Tests/HostileText"),
    .testTarget(name: "NotebooksTests", dependencies: ["Notebooks", "Lessons", "Records"]),
    .testTarget(
      name: "LivePageTests",
      dependencies: ["Engine", "Lessons", "LivePage", "LocalClient", "Records"]),
    .testTarget(name: "LocalServerTests", dependencies: ["LocalClient", "LocalServer"]),
    // A browser of the barest kind, for tests of what is served.
    .target(name: "LocalClient", path: "Tests/LocalClient"),
    .testTarget(
      name: "LessonCommandTests",
      dependencies: ["lesson", "Engine", "Lessons", "LivePage", "Records", "Report"],
      exclude: ["Exercises"]),
    .testTarget(name: "FuzzTests", dependencies: ["lesson-fuzz"], exclude: ["Corpus"]),
    // Needs Chromium: `make test-browser`.
    .testTarget(name: "BrowserTests", dependencies: ["HandIn", "Records", "Report", "lesson"]),
    .testTarget(
      name: "BenchTests",
      dependencies: [
        "Engine", "lesson-bench",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ]
    + kernels.map { name in
      .target(
        name: name, dependencies: ["CProcessor", "KernelInterface"],
        swiftSettings: [.unsafeFlags(kernelFlags[name, default: []] + noErrno)])
    },
  swiftLanguageModes: [.v6]
)
