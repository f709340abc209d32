import Engine
import Foundation
import Lessons

/// What is settled before any code of the engine runs.
enum Startup {
  /// Kernels that are asked for in the environment; for tests.
  private static let variable = "LESSON_KERNELS"

  static func prepare() throws {
    signal(SIGPIPE, SIG_DFL)
    try GivenNames.check()
    Tensor.isOutOfMemory = { shape in
      let failure = Failure(
        .unavailable, "this machine has no memory left for a tensor of shape \(shape)")
      failure.print()
      exit(failure.status.rawValue)
    }
    if let name = ProcessInfo.processInfo.environment[variable], !name.isEmpty {
      try useKernels(name, askedBy: variable)
    }
  }

  /// Has the engine compute with some kernels in the place of the fastest.
  static func useKernels(_ name: String, askedBy source: String) throws {
    guard KernelChoice.allNames.contains(name) else {
      throw Failure(
        .usage,
        "\(source): there are no kernels \(name); there are "
          + KernelChoice.allNames.joined(separator: ", "))
    }
    guard KernelChoice.names.contains(name) else {
      throw Failure(
        .unavailable,
        "\(source): this processor (\(Processor.current.name)) cannot run the kernels \(name); it "
          + "can run " + KernelChoice.names.joined(separator: ", "))
    }
    KernelChoice.use(name)
  }

  /// Says where a run will be slow, or where kernels of this processor were passed over.
  static func kernelNote() -> String? {
    let passedOver = KernelChoice.passedOver
    guard passedOver.isEmpty else {
      return "the kernels \(passedOver.joined(separator: ", ")) do not compute what they should on "
        + "this machine; \(KernelChoice.current) are used instead. Please report it."
    }
    guard KernelChoice.current == "portable" else { return nil }
    guard KernelChoice.names.count == 1 else {
      return "the portable kernels take many times as long as this processor's own"
    }
    return "this processor (\(Processor.current.name)) has no vector instructions that the engine "
      + "knows, so that a run takes many times as long; its results are the same"
  }
}
