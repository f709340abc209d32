import Foundation

/// The names in a folder, byte for byte: archives of other systems leave names that are not UTF-8,
/// which Foundation alters, so that nothing is found under them.
package enum FolderListing {
  /// A name as it is, and as it can be shown.
  package struct Name: Sendable, Hashable {
    package var bytes: [UInt8]
    /// The name; where it is not UTF-8, with the bytes that are none as `\xE9`.
    package var text: String
    /// Whether ``text`` is the name itself.
    package var isUTF8: Bool

    package init(bytes: [UInt8]) {
      self.bytes = bytes
      let valid = String(validating: bytes, as: UTF8.self)
      isUTF8 = valid != nil
      text = valid ?? Self.escaped(bytes)
    }

    private static func escaped(_ bytes: [UInt8]) -> String {
      var text = ""
      var iterator = bytes.makeIterator()
      var parser = Unicode.UTF8.ForwardParser()
      var offset = 0
      while true {
        switch parser.parseScalar(from: &iterator) {
        case .emptyInput: return text
        case .valid(let scalar):
          text += String(decoding: scalar, as: UTF8.self).replacing("\\", with: "\\\\")
          offset += scalar.count
        case .error(let length):
          for byte in bytes[offset..<min(bytes.count, offset + length)] {
            let hex = String(byte, radix: 16, uppercase: true)
            text += "\\x" + (hex.count < 2 ? "0" : "") + hex
          }
          offset += length
        }
      }
    }
  }

  /// The names in a folder, sorted by their bytes.
  ///
  /// Throws what the system says.
  package static func names(in folder: URL) throws(POSIXError) -> [Name] {
    try names(in: Array(folder.path.utf8))
  }

  /// The same for a path that need not be UTF-8.
  package static func names(in folder: [UInt8]) throws(POSIXError) -> [Name] {
    guard let stream = opendir(folder.map { CChar(bitPattern: $0) } + [0]) else {
      throw POSIXError.last
    }
    defer { closedir(stream) }
    var names: [Name] = []
    errno = 0
    while let entry = readdir(stream) {
      // The name's room in the structure is larger than the structure that was read.
      let place = UnsafeRawPointer(entry) + (MemoryLayout.offset(of: \dirent.d_name) ?? 0)
      let text = place.assumingMemoryBound(to: CChar.self)
      let bytes = (0..<strlen(text)).map { UInt8(bitPattern: text[$0]) }
      if bytes != [0x2E], bytes != [0x2E, 0x2E] { names.append(Name(bytes: bytes)) }
      errno = 0
    }
    guard errno == 0 else { throw POSIXError.last }
    return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }
}

extension POSIXError {
  /// The last system call's error.
  package static var last: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }

  /// What went wrong: `No space left on device`.
  package var words: String { String(cString: strerror(code.rawValue)) }
}
