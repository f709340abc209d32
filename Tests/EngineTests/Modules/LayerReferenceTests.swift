import CompareLayers
import Foundation
import Testing

@testable import Engine

/// PyTorch's layers, losses, optimizers and schedules, whole tensors, beside the engine's.
///
/// `make compare-layers FILE=…` does the same with any file that the reference's script writes.
@Suite struct LayerReferenceTests {
  private nonisolated(unsafe) static let reference: ReferenceFile? = try? ReferenceFile(
    fixture("layers-42.json"))

  @Test(arguments: reference?.layerNames ?? [])
  func computesWhatPyTorchComputes(name: String) throws {
    let reference = try #require(Self.reference)
    for finding in try reference.layer(name, threads: 2).findings {
      #expect(finding.isWithin, "\(finding.kind), \(finding.place): \(finding.distance)")
    }
  }

  /// Options that PyTorch does not print, found by trying, and other shapes and another seed.
  private nonisolated(unsafe) static let more: ReferenceFile? = try? ReferenceFile(
    fixture("layers-7.json"))

  @Test(arguments: more?.layerNames ?? [])
  func computesWhatPyTorchComputesWithOtherOptions(name: String) throws {
    let layer = try #require(Self.more).layer(name, threads: 2)
    for finding in layer.findings {
      #expect(finding.isWithin, "\(finding.kind), \(finding.place): \(finding.distance)")
    }
    // What large terms leave of two rows: PyTorch's own is 2e-4 from double precision.
    #expect(layer.roundedByPyTorch == (name == "norm_batch_of_2" ? ["input"] : []))
  }

  @Test func comparesEveryKind() throws {
    #expect(try #require(Self.more).layerNames.count == 11)
    let reference = try #require(Self.reference)
    #expect(reference.layerNames.count == 60)
    #expect(try reference.losses().count == 24)
    #expect(try reference.optimizers().count == 12)
    #expect(try reference.schedules().count == 18)
    #expect(reference.draws().count == 4)
  }

  @Test func lossesOptimizersSchedulesAndDrawsArePyTorchs() throws {
    let reference = try #require(Self.reference)
    let findings =
      try reference.losses() + reference.optimizers() + reference.schedules() + reference.draws()
    for finding in findings {
      #expect(
        finding.isWithin, "\(finding.subject), \(finding.kind): \(finding.distance)")
    }
  }

  /// A comparison that cannot fail would prove nothing.
  @Test func seesWhatIsOtherThanInTheReference() throws {
    let text = String(decoding: try fixture("layers-42.json"), as: UTF8.self)
    let changed = text.replacing(
      "LeakyReLU(negative_slope=0.2)", with: "LeakyReLU(negative_slope=0.21)"
    )
    .replacing("\"seed\": 42", with: "\"seed\": 43")
    let reference = try ReferenceFile(Data(changed.utf8))
    #expect(try reference.layer("leaky_relu", threads: 1).findings.contains { !$0.isWithin })
    #expect(try reference.layer("linear", threads: 1).findings.contains { !$0.isWithin })
    // Nor is a wrong gradient excused by what PyTorch rounds.
    let wrong = try ReferenceFile(
      Data(
        String(decoding: try fixture("layers-7.json"), as: UTF8.self)
          .replacing("BatchNorm1d(7, eps=1e-05", with: "BatchNorm1d(7, eps=2e-05").utf8))
    #expect(try wrong.layer("norm_batch_of_2", threads: 1).findings.contains { !$0.isWithin })
    #expect(try reference.losses().allSatisfy(\.isWithin))
    #expect(try reference.optimizers().contains { !$0.isWithin })
    #expect(reference.draws().contains { !$0.isWithin })
  }
}
