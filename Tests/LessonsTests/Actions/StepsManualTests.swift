import Foundation
import Testing

@testable import Lessons

@Suite struct StepsManualTests {
  @Test func hasAPageForEveryAction() throws {
    let manual = StepsManual.markdown()
    for name in ActionCatalog.names {
      #expect(manual.contains("\n## \(name)\n"))
      let page = try #require(StepsManual.text(action: name))
      #expect(page.contains(name))
      #expect(
        try #require(StepsManual.text(action: nil)).contains("\n\(name) ") || name == "dataset")
    }
    #expect(StepsManual.text(action: "no-such-action") == nil)
  }

  @Test func standsInTheDocumentationAsItIs() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../..").standardizedFileURL
    let page = try String(contentsOf: root.appending(path: "docs/steps.md"), encoding: .utf8)
    let manual = StepsManual.markdown() + "\n"
    #expect(page == manual, "./lesson steps --markdown > docs/steps.md writes it anew")
  }

  /// An example that no longer can be planned would lose its code.
  @Test func saysWhatEachExampleDoesInPyTorch() throws {
    let without = ActionCatalog.names.filter { ExampleCode.byAction[$0] == nil }
    #expect(without == ["todo", "exercise"])
    let page = try #require(StepsManual.text(action: "optimizer"))
    #expect(page.contains("```python\noptimizer = torch.optim.AdamW("), "\(page)")
  }

  @Test func namesArgumentsWithTypeAndDefault() throws {
    let page = try #require(StepsManual.text(action: "optimizer"))
    #expect(
      page.contains("- `lr`: a number of at least 0 (default: 0.001 for SGD, Adam and AdamW, "))
    #expect(page.contains("- `parameters`: the name of a model, or of a part such as "))
    #expect(page.contains("0.01 for AdamW). "))
    #expect(
      page.contains("- `adamw`: Adam, with weight decay beside the gradient. `torch.optim.AdamW`."))
  }

  @Test func givesEveryActionAnExampleWithKnownArguments() throws {
    for action in ActionCatalog.all {
      let manual = action.manual
      #expect(manual.example.hasPrefix("- \(manual.name):"))
      let known = manual.arguments.map(\.name)
      let lines = manual.example.split(separator: "\n").dropFirst()
      // Deeper lines belong to an argument's own value.
      for line in lines where line.prefix(while: { $0 == " " }).count == 2 {
        let name = line.dropFirst(2).prefix { $0 != ":" }
        #expect(known.contains(String(name)), "\(manual.name): \(name)")
      }
    }
  }
}
