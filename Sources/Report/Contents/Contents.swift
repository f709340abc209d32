/// What stands in a page, section by section, each a link to its place.
package struct Contents: Sendable, Equatable {
  /// A heading to go to.
  package struct Place: Sendable, Equatable {
    var title: String
    var anchor: String
  }

  package struct Section: Sendable, Equatable {
    var place: Place
    var questions: [Place] = []
  }

  private(set) var sections: [Section] = []
  /// All questions in their order, those before the first section too.
  private(set) var questions: [Place] = []

  /// The sections of some blocks and the questions in them: headings of the second level, and the
  /// first heading of each group that is a question.
  ///
  /// The blocks must be all of a page that have headings, in order: names depend on it.
  package init(of blocks: [ReportBlock]) {
    var anchors = HeadingAnchors()
    read(blocks, &anchors)
  }

  private mutating func read(
    _ blocks: [ReportBlock], _ anchors: inout HeadingAnchors, inQuestion: Bool = false
  ) {
    for (index, block) in blocks.enumerated() {
      switch block {
      case .heading(let level, let content):
        let place = Place(title: HeadingAnchors.title(of: content), anchor: anchors.next(content))
        if inQuestion, index == 0 {
          questions.append(place)
          if sections.isEmpty {
            sections.append(Section(place: place))
          } else {
            sections[sections.count - 1].questions.append(place)
          }
        } else if level == 2 {
          sections.append(Section(place: place))
        }
      case .group(let group, let content):
        read(content, &anchors, inQuestion: group == .question)
      case .quote(let content), .alert(_, let content): read(content, &anchors)
      case .fold(let fold): read(fold.blocks, &anchors)
      case .list(_, _, let items): for item in items { read(item, &anchors) }
      default: continue
      }
    }
  }
}
