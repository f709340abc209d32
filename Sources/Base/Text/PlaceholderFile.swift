/// A short text that stands in a file's place until somebody fetches the file itself.
public enum PlaceholderFile {
  private static let lfs = "version https://git-lfs.github.com/spec/"
  private static let annex = "/annex/objects/"

  /// What a file's bytes are instead of the file, and how to get that; `nil` for any other file.
  ///
  /// Sources: Git LFS, `docs/spec.md`; git-annex, `pointer_file`.
  public static func problem(in bytes: some Collection<UInt8>) -> String? {
    if bytes.starts(with: lfs.utf8) {
      let text = String(decoding: bytes.prefix(1024), as: UTF8.self)
      let size = text.split(separator: "\n").first { $0.hasPrefix("size ") }
        .flatMap { Int($0.dropFirst(5).prefix { !$0.isWhitespace }) }
      let whole = size.map { ", which has \($0) bytes" } ?? ""
      return """
        this is a Git LFS pointer and not the file itself\(whole); get it with `git lfs pull` in the \
        repository that it comes from (after `git lfs install`), or download it
        """
    }
    guard bytes.starts(with: annex.utf8), bytes.count < 32 << 10 else { return nil }
    return """
      this is a git-annex pointer and not the file itself; get it with `git annex get` in the \
      repository that it comes from, or download it
      """
  }
}
