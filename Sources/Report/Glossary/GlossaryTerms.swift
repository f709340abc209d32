/// The terms that the glossary knows.
enum GlossaryTerms {
  struct Term {
    /// The term, and other forms of it that a text may use; small letters, two words at most.
    var names: [String]
    var meaning: String

    init(_ names: String..., meaning: String) { (self.names, self.meaning) = (names, meaning) }
  }

  static let all = text + model + training + scores + record
  /// The terms of two words.
  static let pairs = Set(all.flatMap(\.names).filter { $0.contains(" ") })

  private static let text = [
    Term("token", meaning: "a piece of text that a model reads as one: a word or a part of one."),
    Term(
      "tokenizer", "tokeniser",
      meaning: "cuts a text into tokens and gives each its number in a fixed list."),
    Term("vocabulary", meaning: "the list of all tokens that a tokenizer knows."),
    Term(
      "padding", "filler",
      meaning: "tokens without meaning that make short texts as long as the others."),
    Term("truncation", "truncated", meaning: "cutting off the end of a text that is too long."),
    Term(
      "embedding",
      meaning:
        "a list of numbers that stands for a token or a text, and that a model computes with."
    ),
    Term("label", meaning: "the class that a row of a data set is said to belong to."),
    Term("split", meaning: "a part of a data set that is kept for one purpose, such as training."),
  ]

  private static let model = [
    Term(
      "transformer",
      meaning: "a neural network in which every token of a text can look at every other."),
    Term(
      "attention", meaning: "how a transformer mixes what it knows of each token with the rest."),
    Term("backbone", meaning: "a model trained on much text, on top of which another is built."),
    Term("head", meaning: "the small network on top of a backbone that gives the answer."),
    Term("layer", meaning: "one of the steps, one after the other, in which a network computes."),
    Term("weight", "parameter", meaning: "a number in a model that training adjusts."),
    Term("tensor", meaning: "a block of numbers, such as the weights of one layer."),
    Term("sigmoid", meaning: "squeezes any number into the range from 0 to 1."),
    Term("pooling", meaning: "makes one number of several neighbours, such as their largest."),
    Term(
      "batch normalization",
      meaning:
        "brings a batch’s values to mean 0 and deviation 1, then scales and shifts them as learned."
    ),
    Term("relu", meaning: "turns negative numbers into zero and leaves the others as they are."),
    Term("pooler", "pooler output", meaning: "one list of numbers that a BERT gives for a text."),
    Term("logit", meaning: "a model’s score for a class, before scores become probabilities."),
    Term("softmax", meaning: "turns scores into probabilities that add up to one."),
  ]

  private static let training = [
    Term("loss", meaning: "how wrong a model is, as one number; training makes it smaller."),
    Term(
      "cross entropy",
      meaning: "minus the natural logarithm of the probability given to the right class."),
    Term(
      "ln", "chance", meaning: "ln 2 = 0.6931 is the loss of giving both of two classes one half."),
    Term(
      "batch", "batches", meaning: "the rows that are looked at together before weights change."),
    Term("epoch", meaning: "one pass over all rows of the training data."),
    Term("gradient", meaning: "says how the loss would change if a weight were a little larger."),
    Term(
      "optimizer", "optimiser", meaning: "the rule that turns gradients into changes of weights."),
    Term("adamw", meaning: "an optimizer that keeps track of each weight’s recent gradients."),
    Term("learning rate", meaning: "how large the changes are that an optimizer makes."),
    Term("weight decay", meaning: "pulls all weights a little towards zero at every change."),
    Term("frozen", "freeze", meaning: "of weights: kept as they are while others are trained."),
    Term("fine tuning", "fine tuned", meaning: "training a model further that was trained before."),
    Term(
      "dropout",
      meaning:
        "sets a random part of the numbers in a network to zero while it is in training mode."
    ),
    Term("training mode", meaning: "the state of a model in which dropout is active."),
    Term("evaluation mode", meaning: "the state of a model in which nothing is left to chance."),
    Term(
      "seed", meaning: "the number that random draws start from: the same seed, the same draws."),
  ]

  private static let scores = [
    Term("probability", "probabilities", meaning: "how sure a model is of a class, from 0 to 1."),
    Term(
      "prediction",
      meaning: "what a model says of a row: a number, or the class with the largest score."),
    Term(
      "held out", meaning: "of rows: kept from training, to see what a model makes of new ones."),
    Term("accuracy", meaning: "the share of rows that a model gets right."),
    Term("confusion matrix", meaning: "counts for each true class how often each was predicted."),
    Term("precision", meaning: "of the rows given a class, the share that have it."),
    Term("recall", meaning: "of the rows that have a class, the share given it."),
    Term("f1", meaning: "the harmonic mean of precision and recall."),
    Term(
      "roc curve",
      meaning: "recall against false alarms at every threshold; its area is 0.5 for guessing."),
    Term(
      "r²",
      meaning: "the share of the targets’ variance that a model explains; their mean explains 0."
    ),
    Term(
      "standard deviation",
      meaning: "how far values lie from their mean: the root of the mean squared distance."),
    Term(
      "single precision", "double precision",
      meaning: "numbers kept to about 7 decimal digits, or to about 16."),
  ]

  private static let record = [
    Term(
      "digest", "sha 256",
      meaning: "a short number made from all of a file: other file, other number.")
  ]
}
