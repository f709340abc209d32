extension CSV {
  /// A table with other cells in one of its rows; every other byte stays as it is.
  ///
  /// A row that is too short gets the cells that are missing.
  ///
  /// - Parameters:
  ///   - cells: what is to stand in which column, from 0.
  ///   - row: the row as ``rows(of:)`` counts them, from 0.
  /// - Throws: where the table cannot be read up to that row.
  public static func replacing(
    _ cells: [Int: String], inRow row: Int, of text: String
  ) throws(Invalid) -> String {
    var text = text
    let result: Result<String, Invalid> = text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      var reader = CSVReader(bytes)
      var fields: [CSVReader.Field] = []
      do throws(CSVReader.Problem) {
        for _ in 0...row where try !reader.next(&fields) { return .success(string(of: bytes)) }
      } catch {
        return .failure(Invalid(line: reader.line(at: error.offset), reason: error.reason))
      }
      let separator = Character(Unicode.Scalar(reader.separator))
      let places = fields.map { outer($0, bytes) }
      guard let first = places.first?.lowerBound, let last = places.last?.upperBound else {
        return .success(string(of: bytes))
      }
      var out = string(of: bytes[..<first])
      for column in 0..<max(places.count, (cells.keys.max() ?? 0) + 1) {
        if column > 0 { out.append(separator) }
        if let cell = cells[column] {
          out += quoted(neutral(cell), separator)
        } else if column < places.count {
          out += string(of: bytes[places[column]])
        }
      }
      return .success(out + string(of: bytes[last...]))
    }
    return try result.get()
  }

  private static func string(of bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// A field with the quotes around it.
  private static func outer(_ field: CSVReader.Field, _ bytes: UnsafeRawBufferPointer)
    -> Range<Int>
  {
    let range = field.range
    // What stands in front of a field without quotes is a separator, a line end or nothing.
    let isQuoted = range.lowerBound > 0 && bytes[range.lowerBound - 1] == UInt8(ascii: "\"")
    return isQuoted ? range.lowerBound - 1..<range.upperBound + 1 : range
  }
}
