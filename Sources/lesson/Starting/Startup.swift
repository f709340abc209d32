import Engine
import Foundation
import Lessons

/// What has to be true of the process before any code of the engine runs.
enum Startup {
  /// What OpenBLAS reads when it is loaded: one family of kernels, one thread a call.
  private static let settings = ["OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "1"]

  /// Refuses a processor without the vector instructions that the engine is made of, and starts the
  /// program again where OpenBLAS was loaded without its settings.
  static func prepare() throws {
    let missing = Processor.current.missingInstructions
    guard missing.isEmpty else {
      throw Failure(
        .unavailable,
        """
        this processor (\(Processor.current.name)) lacks \(missing.joined(separator: " and ")), \
        which the engine computes with; any x86-64 processor since about 2015 has them
        """)
    }
    signal(SIGPIPE, SIG_DFL)
    Tensor.isOutOfMemory = { shape in
      let failure = Failure(
        .unavailable, "this machine has no memory left for a tensor of shape \(shape)")
      failure.print()
      exit(failure.status.rawValue)
    }
    let environment = ProcessInfo.processInfo.environment
    guard settings.contains(where: { environment[$0.key] != $0.value }) else { return }
    for (name, value) in settings { setenv(name, value, 1) }
    var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
    execv("/proc/self/exe", &arguments)
    throw Failure(
      .io, "the program cannot start itself again: \(String(cString: strerror(errno)))")
  }
}
