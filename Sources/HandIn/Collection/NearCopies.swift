import Base
import Records

/// Answers that share much of their wording.
///
/// An answer is the set of its shingles, every three words that follow one another, without those of
/// the question. Two answers resemble each other by the share of all their shingles that both have
/// (A. Broder, "On the resemblance and containment of documents", 1997). A hint to look at, and no
/// proof: who quotes the same sentence of the lesson shares its shingles, and who says the same in
/// words of their own shares none.
enum NearCopies {
  /// Words in a shingle.
  static let width = 3
  /// The share from which on two answers are named.
  static let threshold = 0.4
  /// Answers with fewer shingles than this may well agree by chance.
  static let fewest = 8
  /// Words of an answer that are looked at.
  static let mostWords = 2000

  /// The shingles of a text as sorted hashes, each once.
  ///
  /// - Parameters:
  ///   - words: a normalized text.
  ///   - known: shingles that everybody has read, which say nothing.
  static func shingles(_ words: String, without known: Set<UInt64> = []) -> [UInt64] {
    let words = words.split(separator: " ").prefix(mostWords)
    guard words.count >= width else { return [] }
    let hashes = (0...words.count - width).map { start -> UInt64 in
      // FNV-1a: the same on every machine and in every run.
      words[start..<start + width].reduce(0xcbf2_9ce4_8422_2325) { hash, word in
        (hash ^ 0x20) &* 0x100_0000_01b3 ^ fnv(word)
      }
    }
    return Set(hashes).subtracting(known).sorted()
  }

  private static func fnv(_ word: Substring) -> UInt64 {
    word.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// The share of the shingles of two texts that both have, from 0 to 1.
  static func resemblance(_ one: [UInt64], _ other: [UInt64]) -> Double {
    var (i, j, common) = (0, 0, 0)
    while i < one.count, j < other.count {
      if one[i] == other[j] {
        (i, j, common) = (i + 1, j + 1, common + 1)
      } else if one[i] < other[j] {
        i += 1
      } else {
        j += 1
      }
    }
    let all = one.count + other.count - common
    return all == 0 ? 0 : Double(common) / Double(all)
  }

  /// The pairs of some answers that resemble each other, with by how much.
  static func pairs(_ answers: [[UInt64]]) -> [(one: Int, other: Int, share: Double)] {
    var pairs: [(Int, Int, Double)] = []
    for one in answers.indices where answers[one].count >= fewest {
      for other in answers.indices.dropFirst(one + 1) where answers[other].count >= fewest {
        let (short, long) = (
          min(answers[one].count, answers[other].count),
          max(answers[one].count, answers[other].count)
        )
        // No more can be common than the shorter has.
        guard Double(short) >= threshold * Double(long) else { continue }
        let share = resemblance(answers[one], answers[other])
        if share >= threshold { pairs.append((one, other, share)) }
      }
    }
    return pairs
  }
}

extension ClassCollection {
  /// Names answers that share much of their wording and are not the same.
  mutating func findNearCopies() {
    for (lesson, _) in lessons {
      for question in lesson.questions {
        let asked = Self.normalized(MarkupText.text(of: question.content))
        let known = Set(NearCopies.shingles(asked))
        let places = handIns.indices.filter {
          handIns[$0].lesson == OneLine.of(lesson.id) && handIns[$0].counts
            && !(handIns[$0].answers[question.id] ?? "").isEmpty
        }
        let words = places.map { Self.normalized(handIns[$0].answers[question.id] ?? "") }
        let shingles = words.map { NearCopies.shingles($0, without: known) }
        for (one, other, share) in NearCopies.pairs(shingles)
        where words[one] != words[other]
          && handIns[places[one]].student != handIns[places[other]].student
        {
          for (own, its) in [(places[one], places[other]), (places[other], places[one])] {
            handIns[own].similar[question.id, default: []].append(
              CollectedHandIn.Similar(place: its, share: share))
          }
        }
      }
    }
  }
}
