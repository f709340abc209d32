/// A page's table of contents: a list of links, beside the text where the screen is wide.
enum HTMLContents {
  static func node(_ contents: Contents) -> HTMLNode {
    .node(
      .nav, [.class("contents"), .plain(.ariaLabel, "Contents")],
      [
        .node(.p, [.class("eyebrow")], text: "Contents"),
        .node(.ol, [], contents.sections.map(item)),
      ])
  }

  private static func item(_ section: Contents.Section) -> HTMLNode {
    let questions = section.questions.flatMap { [.text(" "), link($0)] }
    return .node(
      .li, [],
      [link(section.place)]
        + (questions.isEmpty ? [] : [.node(.span, [.class("questions")], questions)]))
  }

  static func link(_ place: Contents.Place) -> HTMLNode {
    .node(.a, [.within(place.anchor)], text: place.title)
  }
}
