import Base
import Foundation

extension CanonicalJSON {
  /// The canonical text of anything that encodes itself.
  package static func text(_ value: some Encodable) throws -> String {
    try text(self.value(value))
  }

  /// What a value encodes to, as a tree.
  package static func value(_ value: some Encodable) throws -> JSONValue {
    try JSONReader.value(of: JSONEncoder().encode(value))
  }
}
