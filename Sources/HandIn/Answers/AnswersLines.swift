import Report

/// What each line of an answers file is, read from the top: only outside code and comments does a
/// heading start an answer.
struct AnswersLines {
  enum Kind: Equatable {
    case text
    /// A line of a fenced block of code, its fences among them.
    case code
    /// A line of the comment that tells what the question `id` asks.
    case comment(id: String)
  }

  private(set) var kinds: [Kind] = []
  /// The index of a fence that nothing closes, so that all headings below it are code.
  private(set) var unclosedFence: Int?
  /// The index of a question's comment that nothing ends, so that all below it is comment.
  private(set) var unclosedComment: Int?
  /// The indices of questions' comments that hold other lines than ours.
  private(set) var alteredComments: Set<Int> = []

  init(_ lines: [Substring]) {
    var fence: Fence?
    var comment: (id: String, digest: String, start: Int)?
    for (index, line) in lines.enumerated() {
      let content = AnswersText.content(of: line)
      if comment == nil, fence == nil, let head = AnswersTemplate.question(ofComment: content) {
        (comment, unclosedComment) = ((head.id, head.digest, index), index)
      }
      if let open = comment {
        kinds.append(.comment(id: open.id))
        guard AnswersTemplate.endsComment(content) else { continue }
        let own = lines[open.start...index].dropFirst().map { AnswersText.content(of: $0) }
        if AnswersTemplate.digest(ofComment: own) != open.digest {
          alteredComments.insert(open.start)
        }
        (comment, unclosedComment) = (nil, nil)
        continue
      }
      let wasOpen = fence != nil
      fence = Fence.after(content, open: fence)
      if !wasOpen, fence != nil { unclosedFence = index }
      kinds.append(wasOpen || fence != nil ? .code : .text)
    }
    if fence == nil { unclosedFence = nil }
  }

  /// The lines of the first comment of a question, as a range of indices.
  func comment(of id: String) -> Range<Int>? {
    let kind = Kind.comment(id: id)
    guard let start = kinds.firstIndex(of: kind) else { return nil }
    return start..<(kinds[start...].firstIndex { $0 != kind } ?? kinds.endIndex)
  }
}
