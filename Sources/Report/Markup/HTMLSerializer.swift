import Base

/// Turns a tree into text.
///
/// The only place that escapes, so that no text goes around it.
enum HTMLSerializer {
  static func text(_ node: HTMLNode) -> String {
    var out = ""
    write(node, to: &out)
    return out
  }

  private static func write(_ node: HTMLNode, to out: inout String) {
    switch node {
    case .text(let text):
      out += escaped(text)
    case .styleSheet:
      out += "<style>" + StyleSheet.text + "</style>"
    case .carriedRecord:
      out += CarriedText.opening + CarriedText.closing
    case .answeringScript:
      out += "<script>" + AnsweringScript.text + "</script>"
    case .drawingStyle:
      out += "<style>" + StyleSheet.drawing + "</style>"
    case .element(let tag, let attributes, let children):
      out += "<" + tag.rawValue
      for attribute in attributes {
        out += " " + attribute.name + "=\"" + escaped(attribute.value) + "\""
      }
      out += ">"
      guard !tag.isVoid else { return }
      for child in children { write(child, to: &out) }
      out += "</" + tag.rawValue + ">"
    }
  }

  /// Safe as text and between double quotes.
  private static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in VisibleText.of(text).unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "'": out.append(contentsOf: "&#39;".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return String(out)
  }
}
