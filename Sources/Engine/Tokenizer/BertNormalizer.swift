import Foundation

/// Cleans a text before it is split into words.
///
/// In this order, each step a setting: drops controls and makes white space a blank, puts blanks
/// around ideographs, decomposes and drops accents, lower-cases.
/// Source: Hugging Face tokenizers, `normalizers/bert.rs`.
struct BertNormalizer: Sendable, Equatable {
  var cleansText = true
  var separatesChinese = true
  /// `nil`: as ``lowercases``.
  var stripsAccents: Bool?
  var lowercases = true

  /// Appends the normal form of UTF-8 text to UTF-8 text.
  ///
  /// What is ASCII goes through a table; the rest in runs, which no step reaches across: an ASCII
  /// character is never reordered and never changed by its neighbours.
  func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8], using ascii: ASCIITable)
  {
    var position = 0
    while position < text.count {
      let byte = text[position]
      if byte < 0x80 {
        let mapped = ascii[byte]
        if mapped != ASCIITable.dropped { output.append(mapped) }
        position += 1
      } else {
        var end = position + 1
        while end < text.count, text[end] >= 0x80 { end += 1 }
        appendOthers(UnsafeBufferPointer(rebasing: text[position..<end]), to: &output)
        position = end
      }
    }
  }

  /// The normal form of a token.
  func normalized(_ token: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    token.withUnsafeBufferPointer { append($0, to: &output, using: ASCIITable(self)) }
    return output
  }

  /// What each ASCII byte becomes.
  struct ASCIITable: Sendable {
    static let dropped: UInt8 = 0xFF
    private var mapped: [UInt8]

    init(_ normalizer: BertNormalizer) {
      mapped = (UInt8(0)..<128).map { byte in
        let scalar = Unicode.Scalar(byte)
        if normalizer.cleansText {
          if BertCharacters.isDropped(scalar) { return Self.dropped }
          if BertCharacters.isSpace(scalar) { return UInt8(ascii: " ") }
        }
        let isCapital = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        return normalizer.lowercases && isCapital ? byte | 0x20 : byte
      }
    }

    @inline(__always)
    subscript(byte: UInt8) -> UInt8 { mapped[Int(byte)] }
  }

  /// Appends the normal form of text that holds no ASCII.
  private func appendOthers(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var run = String.UnicodeScalarView()
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if cleansText {
        if BertCharacters.isDropped(scalar) { continue }
        if BertCharacters.isSpace(scalar) {
          run.append(" ")
          continue
        }
      }
      if separatesChinese, BertCharacters.isChinese(scalar) {
        run.append(contentsOf: [" ", scalar, " "])
      } else {
        run.append(scalar)
      }
    }
    if stripsAccents ?? lowercases {
      run = String(run).decomposedStringWithCanonicalMapping.unicodeScalars
      run.removeAll(where: BertCharacters.isAccent)
    }
    for scalar in run {
      if lowercases, scalar.properties.changesWhenLowercased {
        output.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      } else {
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}
