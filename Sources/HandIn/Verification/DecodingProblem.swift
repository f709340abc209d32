import Base

/// What is wrong with JSON, on one line.
enum DecodingProblem {
  static func text(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return OneLine.of("\(error)") }
    let (what, path): (String, [any CodingKey])
    switch error {
    case .keyNotFound(let key, let context):
      (what, path) = ("nothing stands there", context.codingPath + [key])
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      (what, path) = ("something else stands there", context.codingPath)
    case .dataCorrupted(let context):
      (what, path) = (context.codingPath.isEmpty ? "it is no JSON" : "damaged", context.codingPath)
    @unknown default: (what, path) = ("damaged", [])
    }
    let place = path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
      .joined(separator: ".")
    return OneLine.of(place.isEmpty ? what : "\(place): \(what)")
  }
}
