import Testing

@testable import Engine

@Suite struct VocabularyTrieTests {
  @Test func findsEveryTokenAndNothingElse() {
    var tokens: [(bytes: [UInt8], id: Int32)] = []
    var state: UInt32 = 1
    for id in 0..<5000 {
      let length = 1 + Int(id % 7)
      let bytes: [UInt8] = (0..<length).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return UInt8(truncatingIfNeeded: (state >> 24) % (id % 2 == 0 ? 256 : 5))
      }
      tokens.append((bytes, Int32(id)))
    }
    let known = Set(tokens.map(\.bytes))
    let trie = VocabularyTrie(tokens)
    for token in tokens {
      let found = trie.node(after: token.bytes).map(trie.id(at:)) ?? -1
      #expect(found >= 0 && tokens[Int(max(found, 0))].bytes == token.bytes)
      for other in [token.bytes + [3], Array(token.bytes.dropLast())] where !known.contains(other) {
        #expect(trie.node(after: other).map(trie.id(at:)) ?? -1 < 0)
      }
    }
  }

  @Test func holdsNothingWithoutTokens() {
    let trie = VocabularyTrie([])
    #expect((0...255).allSatisfy { trie.child(of: VocabularyTrie.root, UInt8($0)) == nil })
  }
}
