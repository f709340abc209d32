/// The tokens of a vocabulary as a trie over their bytes, so that the longest one at a place is
/// found in one walk, without a string being made.
///
/// The trie is a double array: the child of node n by byte b is n's base + b, if that slot's parent
/// is n. Source: Aoe, "An efficient digital search algorithm by using a double-array structure", 1989.
struct VocabularyTrie: Sendable {
  struct Node: Sendable {
    var base: Int32 = 0
    /// Negative in a free slot.
    var parent: Int32 = -1
    /// The id of the token that ends here, negative where none does.
    var id: Int32 = -1
  }

  static let root: Int32 = 0
  private(set) var nodes: [Node] = []

  /// A trie of tokens; of several with the same bytes one is kept.
  init(_ tokens: [(bytes: [UInt8], id: Int32)]) {
    let sorted = tokens.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    nodes = Array(repeating: Node(), count: 1 << 12)
    nodes[0].parent = 0
    var search = Search()
    var open: [(node: Int, tokens: Range<Int>, depth: Int)] = [(0, sorted.indices, 0)]
    while let (node, range, depth) = open.popLast() {
      var range = range
      while let first = range.first, sorted[first].bytes.count == depth {
        nodes[node].id = sorted[first].id
        range = (first + 1)..<range.upperBound
      }
      guard !range.isEmpty else { continue }
      let children = Self.children(of: sorted, in: range, depth: depth)
      let base = place(children.map { Int($0.byte) }, &search)
      nodes[node].base = Int32(base)
      for child in children {
        nodes[base + Int(child.byte)].parent = Int32(node)
        open.append((base + Int(child.byte), child.tokens, depth + 1))
      }
    }
  }

  /// The node reached from another by some bytes.
  func node(after bytes: some Sequence<UInt8>, from start: Int32 = root) -> Int32? {
    var node = start
    for byte in bytes {
      guard let next = child(of: node, byte) else { return nil }
      node = next
    }
    return node
  }

  @inline(__always)
  func child(of node: Int32, _ byte: UInt8) -> Int32? {
    let slot = nodes[Int(node)].base &+ Int32(byte)
    return slot != 0 && nodes[Int(slot)].parent == node ? slot : nil
  }

  /// The id of the token that ends at a node, negative where none does.
  @inline(__always)
  func id(at node: Int32) -> Int32 { nodes[Int(node)].id }

  /// The distinct bytes at a depth, each with the tokens that have it there.
  private static func children(
    of tokens: [(bytes: [UInt8], id: Int32)], in range: Range<Int>, depth: Int
  ) -> [(byte: UInt8, tokens: Range<Int>)] {
    var children: [(byte: UInt8, tokens: Range<Int>)] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let byte = tokens[start].bytes[depth]
      var end = start + 1
      while end < range.upperBound, tokens[end].bytes[depth] == byte { end += 1 }
      children.append((byte, start..<end))
      start = end
    }
    return children
  }

  /// Where the search for free slots begins.
  private struct Search {
    /// For nodes with one child, which fill any hole: no slot below is free.
    ///
    /// From 256, so that every byte's child can be there.
    var firstFree = 256
    /// For the others, which would try each hole in vain: few slots below are free.
    var sparse = 256
  }

  /// Finds a base whose slots for some bytes, in ascending order, are free; makes room as needed.
  private mutating func place(_ bytes: [Int], _ search: inout Search) -> Int {
    while search.firstFree < nodes.count, nodes[search.firstFree].parent >= 0 {
      search.firstFree += 1
    }
    let start = max(bytes.count == 1 ? search.firstFree : search.sparse, search.firstFree)
    var base = start - (bytes.first ?? 0)
    var tried = 0
    while true {
      // Every base has 256 slots, so that a walk need not look for the end.
      while base + 256 > nodes.count {
        nodes.append(contentsOf: repeatElement(Node(), count: nodes.count))
      }
      if bytes.allSatisfy({ nodes[base + $0].parent < 0 }) { break }
      base += 1
      tried += 1
    }
    if tried > 100, bytes.count > 1 { search.sparse = base }
    return base
  }
}
