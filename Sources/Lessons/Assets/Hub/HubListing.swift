import Foundation

/// What the hub says of a repository: the commit, and every file's size and digest.
struct HubListing {
  struct File: Equatable {
    var name: String
    var bytes: Int
    var digest: HubDigest
  }

  var commit: String
  var files: [File]

  /// Reads the hub's answer to `/api/models/REPOSITORY/revision/REVISION?blobs=true`.
  ///
  /// It becomes names of files on this machine, so nothing in it is taken on trust.
  init(_ data: Data) throws(AssetError) {
    let answer: Answer
    do {
      answer = try JSONDecoder().decode(Answer.self, from: data)
    } catch {
      throw AssetError(.download, "the hub's answer is not a listing of a model's files")
    }
    guard Self.isCommit(answer.sha) else {
      throw AssetError(.download, "the hub's answer names no commit")
    }
    commit = answer.sha
    files = answer.siblings.compactMap { file in
      let digest =
        file.lfs.map { HubDigest.sha256($0.sha256) } ?? file.blobId.map(HubDigest.gitBlob)
      guard let digest, digest.isWhole, let bytes = file.lfs?.size ?? file.size else { return nil }
      return File(name: file.rfilename, bytes: bytes, digest: digest)
    }
  }

  static func isCommit(_ text: String) -> Bool { HubDigest.gitBlob(text).isWhole }

  private struct Answer: Decodable {
    var sha: String
    var siblings: [Sibling]

    struct Sibling: Decodable {
      var rfilename: String
      var size: Int?
      var blobId: String?
      var lfs: LargeFile?
    }

    struct LargeFile: Decodable {
      var sha256: String
      var size: Int
    }
  }
}

/// How the hub names what a file holds: large files by SHA-256, the others as git does.
enum HubDigest: Equatable {
  case sha256(String)
  case gitBlob(String)

  var hex: String {
    switch self {
    case .sha256(let hex), .gitBlob(let hex): hex
    }
  }

  /// Whether it has as many digits as it must have, and nothing else.
  var isWhole: Bool {
    let count =
      switch self {
      case .sha256: 64
      case .gitBlob: 40
      }
    return hex.utf8.count == count
      && hex.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
