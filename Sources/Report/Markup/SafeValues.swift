import Base

/// A destination that a report may link to: http, https or mail, nothing that a browser would run.
struct WebLink: Equatable {
  let destination: String

  /// Nil for any other scheme, a relative destination, or white space and controls in it.
  init?(_ destination: String) {
    let lowercase = destination.lowercased()
    guard ["http://", "https://", "mailto:"].contains(where: lowercase.hasPrefix),
      destination.unicodeScalars.allSatisfy({ $0.value > 0x20 && !(0x7F...0x9F ~= $0.value) }),
      VisibleText.of(destination) == destination
    else { return nil }
    self.destination = destination
  }
}

/// An image whose bytes stand in the page.
///
/// In an `img` element even SVG runs no script and loads nothing.
struct EmbeddedImage: Equatable {
  let address: String

  /// Nil for a media type that is no image browsers show, or text that is not base64.
  init?(mediaType: String, base64: String) {
    let types = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"]
    guard types.contains(mediaType), !base64.isEmpty,
      base64.utf8.allSatisfy({ byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"),
          UInt8(ascii: "="):
          true
        default: false
        }
      })
    else { return nil }
    address = "data:\(mediaType);base64,\(base64)"
  }
}
