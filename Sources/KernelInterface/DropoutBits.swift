/// Dropout decisions of a tensor's rows, and what the kept values are multiplied by.
///
/// The bits of a row lie in groups of 512 elements, sixteen words of 32 bits a group: element
/// `16 * j + lane` of a group is bit `j` of word `lane`. So sixteen neighbouring elements are one
/// shift and one mask of a vector, both when the bits are made and when they are used.
public struct DropoutBits {
  /// Sixteen words of 32 bits.
  public static let elementsPerGroup = 512

  /// Groups that a row of so many elements takes.
  public static func groups(columns: Int) -> Int {
    (columns + elementsPerGroup - 1) / elementsPerGroup
  }

  /// The first row's groups.
  public var groups: UnsafePointer<SIMD16<UInt32>>
  /// 512 elements each; the last group of a row may be used in part.
  public var groupsPerRow: Int
  /// The single-precision 1 / (1 - p).
  public var scale: Float

  public init(groups: UnsafePointer<SIMD16<UInt32>>, groupsPerRow: Int, scale: Float) {
    (self.groups, self.groupsPerRow, self.scale) = (groups, groupsPerRow, scale)
  }

  /// The same from some row on.
  public func from(row: Int) -> DropoutBits {
    DropoutBits(groups: groups + row * groupsPerRow, groupsPerRow: groupsPerRow, scale: scale)
  }
}
