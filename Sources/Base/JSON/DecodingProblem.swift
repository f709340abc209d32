/// What is wrong with JSON that is not what it should be, on one line.
public enum DecodingProblem {
  /// Such as `assets[4].files[1].name: nothing stands there`.
  public static func text(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return OneLine.of("\(error)") }
    let (what, path): (String, [any CodingKey])
    switch error {
    case .keyNotFound(let key, let context):
      (what, path) = ("nothing stands there", context.codingPath + [key])
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      (what, path) = ("something else stands there", context.codingPath)
    case .dataCorrupted(let context):
      (what, path) = (
        context.codingPath.isEmpty
          ? "it is no JSON, or a number in it is not what it should be" : "damaged",
        context.codingPath
      )
    @unknown default: (what, path) = ("damaged", [])
    }
    let place = path.reduce("") { place, key in
      if let index = key.intValue { return place + "[\(index)]" }
      return place.isEmpty ? key.stringValue : place + "." + key.stringValue
    }
    return OneLine.of(place.isEmpty ? what : "\(place): \(what)")
  }
}
