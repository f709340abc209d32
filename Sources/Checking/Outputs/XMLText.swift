import Base
import Report

/// Text for XML 1.0, in attributes and between tags.
///
/// Characters that XML 1.0 has no way to write, and those that act on a terminal or reorder text, are
/// shown as what they are. With every `>` escaped no `]]>` can be left.
enum XMLText {
  static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in VisibleText.of(text).unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "'": out.append(contentsOf: "&apos;".unicodeScalars)
      // A reader turns both into spaces in an attribute.
      case "\n": out.append(contentsOf: "&#10;".unicodeScalars)
      case "\t": out.append(contentsOf: "&#9;".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return String(out)
  }
}

/// An element with its attributes, written in order.
struct XMLTree {
  var name: String
  var attributes: [(String, String)] = []
  var text = ""
  var children: [XMLTree] = []

  /// Indented, ending in a newline.
  func text(depth: Int = 0) -> String {
    let indent = String(repeating: "  ", count: depth)
    var out = "\(indent)<\(name)"
    for (key, value) in attributes { out += " \(key)=\"\(XMLText.escaped(value))\"" }
    if text.isEmpty, children.isEmpty { return out + "/>\n" }
    out += ">" + XMLText.escaped(text)
    guard !children.isEmpty else { return out + "</\(name)>\n" }
    out += "\n" + children.map { $0.text(depth: depth + 1) }.joined()
    return out + "\(indent)</\(name)>\n"
  }
}
