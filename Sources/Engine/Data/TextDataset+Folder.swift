import Foundation

extension TextDataset {
  /// Reads a folder in the layout of the Large Movie Review Dataset (Maas et al., 2011).
  ///
  /// In each of `train` and `test`, one text a file: all of `neg` (label 0), then all of `pos`
  /// (label 1), ordered by the number that each file's name begins with. `test` may be missing.
  ///
  /// - Throws: `unreadable`, or `invalidData` for a folder without texts and for text that is not
  ///   UTF-8.
  public static func aclImdb(_ folder: URL) throws(EngineError) -> TextDataset {
    var splits = ["train": try split(folder.appendingPathComponent("train"))]
    let test = folder.appendingPathComponent("test")
    if FileManager.default.fileExists(atPath: test.path) { splits["test"] = try split(test) }
    return TextDataset(classNames: ["negative", "positive"], splits: splits)
  }

  private static func split(_ folder: URL) throws(EngineError) -> Split {
    var result = Split()
    for (label, name) in ["neg", "pos"].enumerated() {
      let files = try texts(in: folder.appendingPathComponent(name))
      for url in files {
        let file = try MappedFile(url)
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
          throw .invalidData(path: url.path, line: nil, reason: "the file is not UTF-8")
        }
        result.texts.append(text)
        result.labels.append(label)
      }
    }
    return result
  }

  /// The files `<number>_<rating>.txt` of a folder, by number.
  private static func texts(in folder: URL) throws(EngineError) -> [URL] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    } catch {
      throw .unreadable(
        path: folder.path,
        reason: "a folder of texts is expected: train/neg and train/pos, with test/ beside train/")
    }
    let texts = names.compactMap { name in
      name.hasSuffix(".txt") ? Int(name.prefix { $0.isNumber }).map { ($0, name) } : nil
    }
    guard !texts.isEmpty else {
      throw .invalidData(
        path: folder.path, line: nil, reason: "no file is named as in 0_3.txt, by its number")
    }
    return texts.sorted { $0 < $1 }.map { folder.appendingPathComponent($0.1) }
  }
}
