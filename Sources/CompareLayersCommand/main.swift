import ArgumentParser
import CompareLayers
import Foundation

/// Holds the engine's layers, losses, optimizers and schedules against a file of PyTorch's
/// (`make compare-layers FILE=…`).
struct CompareLayersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare-layers",
    abstract: "Compares the engine with a file that make_layer_reference.py has written.",
    discussion: "Ends with 1 where something is further apart than it may be.")

  @Argument(help: ArgumentHelp("The file.", valueName: "file"))
  var file: String
  @Option(help: "How many threads compute.")
  var threads = 2

  func run() throws {
    let reference = try ReferenceFile(try Data(contentsOf: URL(fileURLWithPath: file)))
    var findings: [Finding] = []
    for name in reference.layerNames {
      do {
        let layer = try reference.layer(name, threads: threads)
        findings += layer.findings
        print(layer.line)
      } catch {
        findings.append(
          Finding(
            subject: name, kind: "cannot be compared", distance: .infinity, place: "\(error)",
            bar: 0))
        print("\(name): cannot be compared: \(error)")
      }
    }
    findings += try reference.losses() + reference.optimizers() + reference.schedules()
    findings += reference.draws()
    print("\nThe largest difference of each kind:")
    for kind in Set(findings.map(\.kind)).sorted() {
      let own = findings.filter { $0.kind == kind }
      guard let worst = own.max(by: { $0.distance < $1.distance }) else { continue }
      print(
        "  \(kind): \(number(worst.distance)) (\(worst.subject), \(worst.place)), \(own.count) compared"
      )
    }
    let beyond = findings.filter { !$0.isWithin }
    for finding in beyond {
      print(
        "beyond its bar of \(number(finding.bar)): \(finding.subject), \(finding.kind), \(finding.place): \(number(finding.distance))"
      )
    }
    if !beyond.isEmpty { throw ExitCode(1) }
    print("All within their bars.")
  }

  private func number(_ value: Double) -> String { String(format: "%.1e", value) }
}

CompareLayersCommand.main()
