import Base
import Files
import Foundation

/// The folder beside a lesson, from which its images are read: nothing outside is ever opened.
struct ImageFolder {
  static let byteLimit = 4 << 20

  struct Image {
    var mediaType: String
    var base64: String
  }

  /// Why an image cannot be embedded.
  struct Refusal: Error {
    var code: String
    var message: String
    var notes: [String] = []
  }

  let folder: URL?

  /// Reads the image that a lesson names.
  func image(named name: String) throws(Refusal) -> Image {
    let decoded = name.removingPercentEncoding ?? name
    let parts = decoded.split(separator: "/", omittingEmptySubsequences: false)
    let isInside =
      !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }
      && !decoded.contains { $0 == "\\" || $0 == ":" || $0 == "\0" }
    guard isInside else {
      throw Refusal(
        code: "image-path", message: "`\(name)` does not lie beside the lesson",
        notes: ["an image is named by a path below the lesson's folder, without `..`"])
    }
    guard let folder else {
      throw Refusal(code: "missing-image", message: "there is no folder to read `\(name)` from")
    }
    let root = folder.resolvingSymlinksInPath().standardizedFileURL.path
    let url = folder.appendingPathComponent(decoded).resolvingSymlinksInPath().standardizedFileURL
    guard url.path.hasPrefix(root == "/" ? root : root + "/") else {
      throw Refusal(
        code: "image-path", message: "`\(name)` is a link that leaves the lesson's folder")
    }
    return try read(url, name: name)
  }

  private func read(_ url: URL, name: String) throws(Refusal) -> Image {
    let data: Data
    do throws(NamedFile.Problem) {
      data = try NamedFile.read(url, limit: Self.byteLimit)
    } catch  where error.kind == .unreadable {
      throw Refusal(code: "missing-image", message: "`\(name)` cannot be read")
    } catch {
      throw Refusal(code: "missing-image", message: "there is no image `\(name)`")
    }
    guard data.count <= Self.byteLimit else {
      throw Refusal(
        code: "image-too-large",
        message: "`\(name)` is larger than \(ByteCount.limit(Self.byteLimit))")
    }
    if let problem = PlaceholderFile.problem(in: data) {
      throw Refusal(code: "image-type", message: "`\(name)`: \(problem)")
    }
    guard let mediaType = Self.mediaType(of: data) else {
      throw Refusal(
        code: "image-type", message: "`\(name)` is no PNG, JPEG, GIF or WebP image",
        notes: ["an SVG image can hold script and is not embedded"])
    }
    return Image(mediaType: mediaType, base64: data.base64EncodedString())
  }

  /// What the first bytes say, whatever the file's name says.
  static func mediaType(of data: Data) -> String? {
    if data.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
    if data.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if data.starts(with: "GIF87a".utf8) || data.starts(with: "GIF89a".utf8) { return "image/gif" }
    if data.starts(with: "RIFF".utf8), data.dropFirst(8).starts(with: "WEBP".utf8) {
      return "image/webp"
    }
    return nil
  }
}
