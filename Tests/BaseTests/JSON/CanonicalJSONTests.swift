import Foundation
import Testing

@testable import Base

@Suite struct CanonicalJSONTests {
  @Test func sortsKeysByTheirBytesAndLeavesNoSpace() throws {
    let value: JSONValue = ["b": [1, 2.5, true, .null], "B": "x", "é": 1, "z": [:]]
    #expect(try CanonicalJSON.text(value) == #"{"B":"x","b":[1,2.5,true,null],"z":{},"é":1}"#)
  }

  @Test func escapesWhatJSONDemands() throws {
    #expect(
      try CanonicalJSON.text(.string("\"\\\n\r\t\u{1}\u{7f}é/"))
        == "\"\\\"\\\\\\n\\r\\t\\u0001\u{7f}é/\"")
  }

  @Test(arguments: [0.1, 1e-7, 3.4028235e38, 0.69314718, -0.0, 1.1754944e-38, 16_777_216, 1e20])
  func writesEveryFloatAsTheShortestDecimalThatReadsBack(value: Float) throws {
    let text = try CanonicalJSON.text(.float(value))
    let back = try #require(Float(text))
    #expect(back.bitPattern == value.bitPattern)
    let decoded = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(try CanonicalJSON.text(decoded) == text || value == 0)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func refusesNumbersThatAreNotFinite(value: Double) {
    #expect(throws: CanonicalJSON.NotFinite.self) { try CanonicalJSON.text([.number(value)]) }
  }
}
