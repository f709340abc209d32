import Foundation

/// Feeds one target with damaged inputs, one after the other, the same ones for the same seed.
struct Fuzzer {
  /// An input that breaks a promise.
  struct Finding {
    var input: [UInt8]
    var text: String
  }

  /// Processor time after which reading an input counts as a hang, and the process is ended.
  static let hangSeconds: UInt32 = 60
  /// Processor time that no input of this size should need, in an unoptimised build too.
  private static let slowSeconds = 3.0
  private static let corpusLimit = 2000

  let target: FuzzTarget
  private(set) var corpus: [[UInt8]]
  /// Inputs with a result that none before had.
  private(set) var discovered: [[UInt8]] = []
  private(set) var findings: [Finding] = []
  private(set) var count = 0
  private var signatures: Set<String> = []
  private var mutator: Mutator
  /// Where the input in hand is written before it is read: what is there after a crash is to blame.
  private let current: URL

  init(_ target: FuzzTarget, corpus: [[UInt8]], seed: Int, current: URL) {
    (self.target, self.corpus, self.current) = (target, corpus.isEmpty ? [[]] : corpus, current)
    mutator = Mutator(random: RandomStream(seed: UInt64(bitPattern: Int64(seed))))
    for input in self.corpus { tryOut(input) }
    discovered = []
  }

  /// Goes on for some time.
  mutating func run(until end: Date) {
    while Date() < end {
      let input = corpus[mutator.random.below(corpus.count)]
      let other = corpus[mutator.random.below(corpus.count)]
      tryOut(mutator.mutated(input, other: other))
    }
  }

  private mutating func tryOut(_ input: [UInt8]) {
    try? Data(input).write(to: current)
    count += 1
    alarm(Self.hangSeconds)
    let start = clock()
    let outcome = target.outcome(of: input)
    let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    alarm(0)
    if let finding = outcome.finding { return found(input, finding) }
    if seconds > Self.slowSeconds { found(input, "\(seconds) seconds for \(input.count) bytes") }
    guard signatures.insert(outcome.signature).inserted, corpus.count < Self.corpusLimit else {
      return
    }
    corpus.append(input)
    discovered.append(input)
  }

  private mutating func found(_ input: [UInt8], _ text: String) {
    // One of a kind is enough to mend it.
    guard !findings.contains(where: { FuzzTarget.words(of: $0.text) == FuzzTarget.words(of: text) })
    else { return }
    findings.append(Finding(input: input, text: text))
  }
}
