import Base
import Foundation
import Testing

/// What is wrong is said in our own words, with its place, and never in the library's.
@Suite struct DecodingProblemTests {
  private struct Manifest: Decodable {
    struct File: Decodable { var name: String }
    var files: [File]
    var count: Int
  }

  private func problem(_ json: String) -> String? {
    do {
      _ = try JSONDecoder().decode(Manifest.self, from: Data(json.utf8))
      return nil
    } catch {
      return DecodingProblem.text(error)
    }
  }

  @Test func namesThePlace() {
    #expect(
      problem(#"{"count": 1, "files": [{"name": "a"}, {"size": 3}]}"#)
        == "files[1].name: nothing stands there")
    #expect(
      problem(#"{"count": "many", "files": []}"#) == "count: something else stands there")
    #expect(problem("{") == "it is no JSON, or a number in it is not what it should be")
    #expect(problem(#"{"count": 1, "files": []}"#) == nil)
  }
}
