/// Texts, each of one of some classes, in splits such as `train` and `test`.
public struct TextDataset: Sendable {
  /// Texts and, in the same order, the class of each as an index into ``TextDataset/classNames``.
  public struct Split: Sendable, Equatable {
    /// As the data have them: nothing is cleaned before the tokenizer.
    public var texts: [String]
    /// One a text, from 0.
    public var labels: [Int]

    public init(texts: [String] = [], labels: [Int] = []) {
      self.texts = texts
      self.labels = labels
    }
  }

  /// The name of each class, by label.
  public var classNames: [String]
  /// By the names that lessons use, such as `train`.
  public var splits: [String: Split]

  public init(classNames: [String], splits: [String: Split]) {
    self.classNames = classNames
    self.splits = splits
  }
}
