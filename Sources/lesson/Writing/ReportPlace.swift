import Files
import Foundation
import Lessons

/// A folder as far as it is a report's: the files of a report in it are ours, and whatever else lies
/// there, a student's answers for instance, stays where it is.
struct ReportPlace {
  let folder: URL

  /// The files of a report in the order in which they are put into their place.
  ///
  /// Without the record, which comes last and goes first, no command takes the folder for a report.
  static let files: [(name: String, kind: Ours)] = [
    ("report.md", .sealed), ("report.html", .page), (ReportFiles.record, .record),
  ]

  /// Refuses a place that a report cannot be put into without a loss.
  ///
  /// - Parameter isOwn: whether the folder may be one in which nothing of a report lies yet.
  func check(isOwn: Bool = false) throws {
    var status = stat()
    guard lstat(folder.path, &status) == 0 else { return }
    guard stat(folder.path, &status) == 0 else {
      throw refusal("a link that leads nowhere is there")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw refusal("no report, but a file is there")
    }
    guard access(folder.path, R_OK | W_OK | X_OK) == 0 else {
      throw Failure(
        .io,
        "\(folder.path): cannot be written: \(POSIXError.last.words); --out names another folder")
    }
    let names = try onDisk(folder) { try FolderListing.names(in: folder) }
    let own = names.filter { name in Self.files.contains { $0.name == name.text } }
    let others = names.filter { !own.contains($0) && !NewFile.isMeanwhile($0.text) }
    for name in own { try checkFile(name.text) }
    if own.isEmpty, let other = others.first, !isOwn {
      throw refusal("a folder with no report in it but \(other.text) is there")
    }
  }

  private func checkFile(_ name: String) throws {
    let url = folder.appendingPathComponent(name)
    guard let kind = Self.files.first(where: { $0.name == name })?.kind else { return }
    let data = try? NamedFile.read(url, limit: 1 << 30, followsLinks: false)
    guard let data, kind.wrote(data, at: url) else {
      throw Failure(
        .usage,
        "\(url.path): a file is there that lesson has not written, or that was changed since; it is "
          + "kept. Move it, or use --out with another folder")
    }
  }

  private func refusal(_ what: String) -> Failure {
    Failure(.usage, "\(folder.path): \(what); it is kept. Use --out with another folder")
  }

  /// Removes what is ours, after ``check(isOwn:)``; the folder too, where nothing else is in it.
  func clear() throws {
    try onDisk(folder) {
      for (name, _) in Self.files.reversed() { try remove(folder.appendingPathComponent(name)) }
      for name in (try? FolderListing.names(in: folder)) ?? [] where NewFile.isMeanwhile(name.text)
      {
        try remove(folder.appendingPathComponent(name.text))
      }
    }
    rmdir(folder.path)
  }

  private func remove(_ url: URL) throws {
    guard unlink(url.path) == 0 || errno == ENOENT else { throw POSIXError.last }
  }

  /// Puts the files of another folder into this one.
  ///
  /// What was here goes first, the record before the pages; then the new files come, the record
  /// last. So a stop in between never leaves old and new beside each other, and what is not here yet
  /// is still whole in the other folder, from which ``ReportFolder`` puts it here.
  func take(from other: ReportPlace) throws {
    try OutputFile.makeFolder(folder)
    try onDisk(folder) {
      for (name, _) in Self.files.reversed() { try remove(folder.appendingPathComponent(name)) }
      NewFile.sync(folder.path)
      for (name, _) in Self.files {
        let (new, place) = (
          other.folder.appendingPathComponent(name), folder.appendingPathComponent(name)
        )
        guard rename(new.path, place.path) == 0 else { throw POSIXError.last }
      }
      NewFile.sync(folder.path)
      NewFile.removeStale(in: folder.path)
    }
    rmdir(other.folder.path)
  }
}
