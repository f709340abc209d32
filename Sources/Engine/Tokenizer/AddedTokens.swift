/// Tokens that are looked for in a text as they stand, before it is split into words, such as `[SEP]`.
///
/// Source: Hugging Face tokenizers, `tokenizer/added_vocabulary.rs`: the leftmost is taken, of several
/// the longest.
struct AddedTokens: Sendable {
  struct Token: Sendable, Equatable {
    var content: [UInt8]
    var id: Int32
    /// Found only where no letter or digit touches it.
    var isSingleWord = false
    /// Takes the white space before, or after it, with it.
    var stripsLeft = false
    var stripsRight = false
    /// Looked for in the normal form of the text instead of in the text.
    var isNormalized = false
  }

  private let tokens: [Token]
  private let trie: VocabularyTrie
  /// Whether a token begins with a byte.
  private let begins: [Bool]

  init(_ tokens: [Token]) {
    let tokens = tokens.filter { !$0.content.isEmpty }
    self.tokens = tokens
    trie = VocabularyTrie(tokens.indices.map { (tokens[$0].content, Int32($0)) })
    begins = (0..<256).map { byte in tokens.contains { Int($0.content[0]) == byte } }
  }

  var isEmpty: Bool { tokens.isEmpty }

  /// Calls `body` for each piece of a text in order: a token's id, or what is between tokens.
  func split(
    _ text: UnsafeBufferPointer<UInt8>,
    _ body: (_ id: Int32?, _ piece: UnsafeBufferPointer<UInt8>) -> Void
  ) {
    func emit(_ id: Int32?, _ range: Range<Int>) {
      body(id, UnsafeBufferPointer(rebasing: text[range]))
    }
    var emitted = 0
    var position = 0
    while position < text.count {
      guard begins[Int(text[position])], let match = longest(in: text, at: position) else {
        position += 1
        continue
      }
      let token = tokens[match.token]
      position = match.end
      if token.isSingleWord,
        isWordCharacter(Self.scalar(before: match.start, in: text))
          || isWordCharacter(Self.scalar(after: match.end, in: text))
      {
        continue
      }
      var (start, end) = (match.start, match.end)
      if token.stripsLeft {
        while start > emitted, let scalar = Self.scalar(before: start, in: text),
          BertCharacters.isSpace(scalar)
        {
          start -= UTF8.width(scalar)
        }
      }
      if token.stripsRight {
        while let scalar = Self.scalar(after: end, in: text), BertCharacters.isSpace(scalar) {
          end += UTF8.width(scalar)
        }
      }
      if start > emitted { emit(nil, emitted..<start) }
      emit(token.id, start..<end)
      emitted = end
      position = max(position, end)
    }
    if emitted < text.count { emit(nil, emitted..<text.count) }
  }

  private func longest(
    in text: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> (token: Int, start: Int, end: Int)? {
    var found: (token: Int, start: Int, end: Int)?
    var node = VocabularyTrie.root
    var position = start
    while position < text.count, let next = trie.child(of: node, text[position]) {
      node = next
      position += 1
      if trie.id(at: node) >= 0 { found = (Int(trie.id(at: node)), start, position) }
    }
    return found
  }

  /// What a regular expression's `\w` matches.
  private func isWordCharacter(_ scalar: Unicode.Scalar?) -> Bool {
    guard let properties = scalar?.properties else { return false }
    if properties.isAlphabetic || properties.isJoinControl { return true }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation:
      return true
    default: return false
    }
  }

  private static func scalar(
    before position: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Unicode.Scalar? {
    var start = position
    repeat { start -= 1 } while start > 0 && UTF8.isContinuation(text[start])
    return start < 0 ? nil : scalar(after: start, in: text)
  }

  private static func scalar(
    after position: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Unicode.Scalar? {
    guard position < text.count else { return nil }
    return UTF8Decoding.scalar(in: text, at: position).scalar
  }
}
