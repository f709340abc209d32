/// A fence of a code block that is open: a heading within is code.
package struct Fence {
  private var mark: Character
  private var count: Int

  /// The fence that a line leaves open, as CommonMark has it.
  package static func after(_ line: Substring, open: Fence?) -> Fence? {
    let text = line.drop { $0 == " " }
    guard let mark = text.first, mark == "`" || mark == "~" else { return open }
    let count = text.prefix { $0 == mark }.count
    let rest = text.dropFirst(count)
    guard let open else {
      let opens = count >= 3 && (mark == "~" || !rest.contains("`"))
      return opens ? Fence(mark: mark, count: count) : nil
    }
    let closes = open.mark == mark && count >= open.count && rest.allSatisfy(\.isWhitespace)
    return closes ? nil : open
  }
}
