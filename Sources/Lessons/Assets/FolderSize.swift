import Foundation

/// How much lies in a folder.
enum FolderSize {
  /// The bytes of all regular files in a folder and below; 0 where there is none.
  static func bytes(of folder: URL) -> Int {
    let keys: Set<URLResourceKey> = [.isRegularFileKey, .fileSizeKey]
    let contents = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: Array(keys), errorHandler: { _, _ in true })
    var total = 0
    while let file = contents?.nextObject() as? URL {
      guard let values = try? file.resourceValues(forKeys: keys), values.isRegularFile == true
      else { continue }
      total += values.fileSize ?? 0
    }
    return total
  }

  /// The bytes of one file; 0 where there is none.
  static func bytes(ofFile url: URL) -> Int {
    var status = stat()
    return stat(url.path, &status) == 0 ? Int(status.st_size) : 0
  }
}
