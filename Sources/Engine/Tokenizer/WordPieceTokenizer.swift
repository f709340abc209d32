import Foundation
import Synchronization

/// BERT's tokenizer: normalises a text, splits it at blanks and punctuation, and each word into the
/// longest pieces of the vocabulary from left to right.
///
/// Token ids equal those of Hugging Face's tokenizers. Source: its `normalizers/bert.rs`,
/// `pre_tokenizers/bert.rs` and `models/wordpiece/mod.rs`.
public struct WordPieceTokenizer: Sendable {
  /// A text as token ids.
  public struct Encoding: Sendable, Equatable {
    /// [CLS], the text's tokens, [SEP].
    public var ids: [Int32]
    /// How many there would be without truncation.
    public var untruncatedCount: Int

    public init(ids: [Int32], untruncatedCount: Int) {
      self.ids = ids
      self.untruncatedCount = untruncatedCount
    }
  }

  /// How many tokens there are, added ones included.
  public let vocabularySize: Int
  private let normalizer: BertNormalizer
  private let asciiTable: BertNormalizer.ASCIITable
  private let trie: VocabularyTrie
  /// Where in the trie the pieces that continue a word begin; `nil` when there are none.
  private let continuation: Int32?
  private let addedTokens: AddedTokens
  private let normalizedTokens: AddedTokens
  private let unknown, first, last: Int32
  private let maxCharactersPerWord: Int

  /// Reads a model folder's `tokenizer.json` or `vocab.txt`, and `tokenizer_config.json` if there is
  /// one.
  ///
  /// - Throws: `unreadable`, or `invalidConfiguration` for a tokenizer of another kind and for a
  ///   vocabulary without the special tokens.
  public init(folder: URL) throws(EngineError) {
    self.init(try TokenizerSettings.read(folder: folder))
  }

  init(_ settings: TokenizerSettings) {
    vocabularySize = settings.vocabularySize
    normalizer = settings.normalizer
    asciiTable = BertNormalizer.ASCIITable(settings.normalizer)
    trie = VocabularyTrie(settings.vocabulary)
    continuation = trie.node(after: settings.continuingPrefix)
    addedTokens = AddedTokens(settings.addedTokens.filter { !$0.isNormalized })
    normalizedTokens = AddedTokens(
      settings.addedTokens.filter(\.isNormalized).map { token in
        var token = token
        token.content = settings.normalizer.normalized(token.content)
        return token
      })
    unknown = settings.unknown
    first = settings.first
    last = settings.last
    maxCharactersPerWord = settings.maxCharactersPerWord
  }

  /// Encodes one text, cut to `maxLength` tokens if given; [CLS] and [SEP] stay.
  public func encode(_ text: String, maxLength: Int?) -> Encoding {
    var scratch = Scratch()
    return encode(text, maxLength: maxLength, &scratch)
  }

  /// Encodes texts on several threads.
  ///
  /// - Parameters:
  ///   - texts: what to encode.
  ///   - maxLength: the most tokens an encoding may have, `nil` for no truncation.
  ///   - pool: the threads.
  ///   - cancellation: looked at between pieces of work.
  ///   - progress: called from any thread with how many texts are done.
  /// - Returns: one encoding a text, in order.
  /// - Throws: `interrupted`.
  public func encode(
    _ texts: [String], maxLength: Int?, pool: WorkerPool, cancellation: Cancellation? = nil,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(EngineError) -> [Encoding] {
    let piece = 64
    let done = Atomic<Int>(0)
    var encodings = [Encoding](
      repeating: Encoding(ids: [], untruncatedCount: 0), count: texts.count)
    try encodings.withUnsafeMutableBufferPointer { encodings throws(EngineError) in
      // Copied, since an inout parameter cannot be captured; each piece writes places of its own.
      let encodings = encodings
      try pool.forEach(count: (texts.count + piece - 1) / piece, cancellation: cancellation) {
        index, _ throws(EngineError) in
        var scratch = Scratch()
        let range = index * piece..<min((index + 1) * piece, texts.count)
        for text in range {
          encodings[text] = encode(texts[text], maxLength: maxLength, &scratch)
        }
        progress(done.wrappingAdd(range.count, ordering: .relaxed).newValue, texts.count)
      }
    }
    return encodings
  }

  /// Memory that is used again from text to text.
  private struct Scratch {
    var normalized: [UInt8] = []
    var ids: [Int32] = []
  }

  private func encode(_ text: String, maxLength: Int?, _ scratch: inout Scratch) -> Encoding {
    var text = text
    scratch.ids.removeAll(keepingCapacity: true)
    text.withUTF8 { text in
      addedTokens.split(text) { id, piece in
        if let id {
          scratch.ids.append(id)
        } else {
          appendNormalized(piece, &scratch)
        }
      }
    }
    let untruncated = scratch.ids.count + 2
    let kept = maxLength.map { min(scratch.ids.count, max($0 - 2, 0)) } ?? scratch.ids.count
    let ids = [Int32](unsafeUninitializedCapacity: kept + 2) { memory, count in
      memory[0] = first
      for i in 0..<kept { memory[i + 1] = scratch.ids[i] }
      memory[kept + 1] = last
      count = kept + 2
    }
    return Encoding(ids: ids, untruncatedCount: untruncated)
  }

  private func appendNormalized(_ text: UnsafeBufferPointer<UInt8>, _ scratch: inout Scratch) {
    scratch.normalized.removeAll(keepingCapacity: true)
    normalizer.append(text, to: &scratch.normalized, using: asciiTable)
    scratch.normalized.withUnsafeBufferPointer { normalized in
      guard !normalizedTokens.isEmpty else {
        return appendWords(of: normalized, to: &scratch.ids)
      }
      normalizedTokens.split(normalized) { id, piece in
        if let id { scratch.ids.append(id) } else { appendWords(of: piece, to: &scratch.ids) }
      }
    }
  }

  /// Splits at white space, which is dropped, and around punctuation, which is kept.
  private func appendWords(of text: UnsafeBufferPointer<UInt8>, to ids: inout [Int32]) {
    var start = 0
    var position = 0
    while position < text.count {
      let kind: WordBoundary
      let width: Int
      if text[position] < 0x80 {
        (kind, width) = (WordBoundary.ascii[Int(text[position])], 1)
      } else {
        let character = UTF8Decoding.scalar(in: text, at: position)
        (kind, width) = (WordBoundary(character.scalar), character.width)
      }
      if kind != .none {
        if start < position { appendWord(text, start..<position, to: &ids) }
        start = position + width
        if kind == .punctuation { appendWord(text, position..<start, to: &ids) }
      }
      position += width
    }
    if start < position { appendWord(text, start..<position, to: &ids) }
  }

  /// The longest piece at each place; the whole word is unknown as soon as there is none.
  private func appendWord(
    _ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>, to ids: inout [Int32]
  ) {
    let before = ids.count
    var state = VocabularyTrie.root
    var position = word.lowerBound
    let isTooLong =
      word.count > maxCharactersPerWord
      && text[word].count(where: { !UTF8.isContinuation($0) }) > maxCharactersPerWord
    while !isTooLong, position < word.upperBound {
      var found: Int32 = -1
      var node = state
      var end = position
      while end < word.upperBound, let next = trie.child(of: node, text[end]) {
        node = next
        end += 1
        if trie.id(at: node) >= 0 { (found, position) = (trie.id(at: node), end) }
      }
      guard found >= 0 else { break }
      ids.append(found)
      guard let continuation else { break }
      state = continuation
    }
    if isTooLong || position < word.upperBound {
      ids.removeSubrange(before...)
      ids.append(unknown)
    }
  }
}

/// What a character does to the word it follows.
private enum WordBoundary: UInt8 {
  case none, space, punctuation

  static let ascii: [WordBoundary] = (0..<128).map { WordBoundary(Unicode.Scalar(UInt8($0))) }

  init(_ scalar: Unicode.Scalar) {
    self =
      BertCharacters.isSpace(scalar)
      ? .space : BertCharacters.isPunctuation(scalar) ? .punctuation : .none
  }
}
