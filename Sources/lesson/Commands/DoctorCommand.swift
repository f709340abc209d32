import ArgumentParser
import Lessons

/// The subcommand `doctor`.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Is this machine fit to run lessons?")

  func run() throws {
    let installation = try Installation.find()
    let findings = Examination(
      installation: installation, store: try installation.store(offline: true)
    ).findings()
    let width = findings.map(\.subject.count).max() ?? 0
    for finding in findings {
      let subject = finding.subject.padding(toLength: width, withPad: " ", startingAt: 0)
      Terminal.line("\(subject)  \(finding.isFit ? "" : "NOT FIT: ")\(finding.text)")
    }
    guard findings.allSatisfy(\.isFit) else { throw Failure(.unavailable) }
  }
}
