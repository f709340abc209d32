/// Texts, each of one of some classes, in splits such as `train` and `test`.
public struct TextDataset: Sendable {
  /// Texts and, in the same order, the class of each as an index into ``TextDataset/classNames``.
  public struct Split: Sendable, Equatable {
    public var texts: [String]
    public var labels: [Int]

    public init(texts: [String] = [], labels: [Int] = []) {
      self.texts = texts
      self.labels = labels
    }
  }

  /// The name of each class, by label.
  public var classNames: [String]
  public var splits: [String: Split]

  public init(classNames: [String], splits: [String: Split]) {
    self.classNames = classNames
    self.splits = splits
  }
}
