import Foundation
import Records
import Testing

@testable import Lessons

/// The schema's structure.
///
/// Whether validators accept it, and our lessons by it, was tried with another program; here stands
/// what keeps it in step with the code.
@Suite struct LessonSchemaTests {
  private let definitions = LessonSchema.document["$defs"]

  @Test func hasADefinitionForEveryAction() throws {
    let offered = try #require(definitions?["step"]?["items"]?["anyOf"]?.array)
    #expect(offered.count == ActionCatalog.all.count)
    for (type, reference) in zip(ActionCatalog.all, offered) {
      let manual = type.manual
      #expect(reference["$ref"] == .string("#/$defs/action_\(manual.name)"))
      let schema = try #require(definitions?["action_\(manual.name)"])
      let names = [manual.name] + manual.arguments.map(\.name)
      #expect(schema["properties"]?.object.map { Set($0.keys) } == Set(names))
      let required =
        [manual.name] + manual.arguments.filter { $0.defaultText == nil }.map(\.name)
      #expect(schema["required"] == .array(required.map(JSONValue.string)))
      #expect(schema["additionalProperties"] == false)
    }
  }

  @Test func hasTheKeysOfTheFrontMatter() throws {
    let schema = try #require(definitions?["front_matter"])
    #expect(
      schema["properties"]?.object.map { Set($0.keys) } == Set(FrontMatterParser.keys))
    #expect(schema["required"] == ["id", "title", "seed"])
    #expect(schema["additionalProperties"] == false)
  }

  @Test func saysWhatAnArgumentTakes() throws {
    let optimizer = try #require(definitions?["action_optimizer"]?["properties"])
    #expect(optimizer["lr"]?["anyOf"]?.array?.first == ["type": "number", "minimum": 0])
    let names = optimizer["optimizer"]?["anyOf"]?.array?.first?["enum"]?.array ?? []
    for name in ["AdamW", "Adam", "SGD", "adamw"] { #expect(names.contains(.string(name))) }
    #expect(optimizer["lr"]?["anyOf"]?.array?.last == ["$ref": "#/$defs/parameter"])
    let training = try #require(definitions?["action_train"]?["properties"])
    #expect(training["epochs"]?["anyOf"]?.array?.first == ["type": "integer", "minimum": 1])
    let subset = try #require(definitions?["action_subset"]?["properties"])
    #expect(
      subset["subset"]?["anyOf"]?.array?.first
        == ["type": "string", "pattern": "[.](train|test)$"])
  }

  @Test func refersToNothingThatIsNotThere() throws {
    var references: Set<String> = []
    func collect(_ value: JSONValue) {
      switch value {
      case .array(let items): items.forEach(collect)
      case .object(let members):
        if let reference = members["$ref"]?.string { references.insert(reference) }
        members.values.forEach(collect)
      default: break
      }
    }
    collect(LessonSchema.document)
    let names = try #require(definitions?.object?.keys)
    #expect(references == Set(names.map { "#/$defs/\($0)" }))
  }
}
