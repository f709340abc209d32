import ArgumentParser
import Lessons

/// The subcommand `hide`.
struct HideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hide",
    abstract: "Print a check for an answer that does not show the number it asks for.",
    discussion: """
      Put the line into the answer's `check` block. It holds a salted digest, so that the file does \
      not tell the number. Whoever tries all likely numbers finds it: it is no secret.
      """)

  @Argument(help: "The number, such as 46, 0.69 or '0.6927 ± 0.001'.")
  var value: String

  func run() throws {
    var random = SystemRandomNumberGenerator()
    let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    do throws(UsageError) {
      Terminal.line("value: \(try HiddenValue(typed: value, salt: salt))")
    } catch {
      let hint =
        value.contains(",") ? "; a comma parts neither thousands nor decimals: 1032, or 1.032" : ""
      throw Failure(.usage, error.description + hint)
    }
  }
}
