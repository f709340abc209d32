/// A page, or the SVG in it, as a tree.
///
/// There is no case for raw markup, no `script` but our own constant one, and no attribute that a
/// browser would run: what cannot be built cannot be injected. ``HTMLSerializer`` is the only place
/// that turns this into text.
indirect enum HTMLNode: Equatable {
  case text(String)
  case element(Tag, [Attribute], [HTMLNode])
  /// The page's one style sheet, ``StyleSheet``.
  case styleSheet
  /// The place where the page carries its record, ``CarriedText``.
  case carriedRecord
  /// The page's one script, ``AnsweringScript``.
  case answeringScript
  /// What of the style sheet a drawing needs that stands alone.
  case drawingStyle

  enum Tag: String {
    case html, head, meta, title, body, main, nav, header, section, figure, figcaption, div, span
    case h1, h2, h3, h4, h5, h6, p, ol, ul, li, blockquote, pre, code, samp, em, strong, bdi, a, img
    case table, caption, thead, tbody, tr, th, td, details, summary, br, hr, aside
    case button
    case svg, desc, g, path, line, circle, text

    /// Elements that have no closing tag.
    var isVoid: Bool { [.meta, .br, .hr, .img].contains(self) }
  }

  /// An element of text or further elements.
  static func node(_ tag: Tag, _ attributes: [Attribute] = [], _ children: [HTMLNode] = [])
    -> HTMLNode
  {
    .element(tag, attributes, children)
  }

  /// An element around one piece of text.
  static func node(_ tag: Tag, _ attributes: [Attribute] = [], text: String) -> HTMLNode {
    .element(tag, attributes, [.text(text)])
  }
}

/// An attribute.
///
/// Those that a browser follows are made from checked values alone.
struct Attribute: Equatable {
  let name: String
  let value: String

  private init(name: String, value: String) { (self.name, self.value) = (name, value) }

  /// Attributes whose value is only ever shown, named or drawn.
  enum Plain: String {
    case lang, charset, name, content, id, title, alt, dir, role, scope, start, open, tabindex
    case `class`, type, hidden
    // What the page's script writes into an answers file.
    case dataQuestion = "data-question"
    case dataHeading = "data-heading"
    case dataComment = "data-comment"
    case dataBlank = "data-blank"
    case dataOptions = "data-options"
    case dataLesson = "data-lesson"
    case dataFile = "data-file"
    case dataPreamble = "data-preamble"
    case httpEquiv = "http-equiv"
    case ariaLabel = "aria-label"
    case ariaLabelledBy = "aria-labelledby"
    case xmlns, viewBox, d, x, y, x1, y1, x2, y2, cx, cy, r, width, height
    case textAnchor = "text-anchor"
  }

  static func plain(_ name: Plain, _ value: String) -> Attribute {
    Attribute(name: name.rawValue, value: value)
  }

  static func `class`(_ value: String) -> Attribute { plain(.class, value) }

  static func link(_ link: WebLink) -> Attribute {
    Attribute(name: "href", value: link.destination)
  }

  /// A link to a heading of the same page.
  static func within(_ anchor: String) -> Attribute {
    Attribute(name: "href", value: "#" + anchor)
  }

  static func source(_ image: EmbeddedImage) -> Attribute {
    Attribute(name: "src", value: image.address)
  }

  static let noReferrer = Attribute(name: "rel", value: "noopener noreferrer")
}
