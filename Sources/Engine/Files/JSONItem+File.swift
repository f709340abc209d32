import Base
import Foundation

extension JSONItem {
  /// Reads a model's file that must hold an object.
  static func object(inFile url: URL) throws(EngineError) -> JSONItem {
    let file = try MappedFile(url)
    let item: JSONItem
    do throws(JSONReader.Failure) {
      item = try JSONReader.item(of: file.bytes)
    } catch {
      throw .invalidConfiguration(
        path: url.path,
        reason: "not JSON at line \(error.line), column \(error.column): \(error.reason)")
    }
    guard item.members != nil else {
      throw .invalidConfiguration(path: url.path, reason: "a JSON object is expected")
    }
    return item
  }
}
