/// The seeds that a notebook sets.
extension Recognizer {
  /// A seed that holds for everything drawn from here on.
  func seed(_ path: String, _ arguments: CallArguments) -> Meaning {
    guard let given = bound("`\(path)`", arguments, ["seed"])?["seed"],
      case .number(let text) = meaning(given), let seed = Int(text),
      (0...Int(UInt32.max)).contains(seed), training == nil, uncertain == 0
    else {
      problem("a seed that is no constant, or that is set again and again")
      return Meaning.none
    }
    if path != "numpy.random.seed" {
      torchSeed = text
      seedsSoFar += 1
      hasLooked = false
      notebookSeed = notebookSeed ?? text
    }
    if path != "torch.manual_seed" { (numpySeed, hasDrawn) = (text, false) }
    return Meaning.none
  }
}
