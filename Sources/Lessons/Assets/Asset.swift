import Engine
import Foundation
import Host
import Records

/// What a lesson can ask for by name.
package enum AssetKind: String, Sendable, Codable {
  /// A folder with a pretrained encoder: its configuration, weights and tokenizer.
  case model
  /// A data set: texts with a class each, or a table of numbers, classes and pictures.
  case data
}

/// Something a lesson needs: the name of an entry of the manifest, or the path of a file or folder.
package struct AssetRequest: Sendable, Hashable {
  package var name: String
  package var kind: AssetKind

  package init(name: String, kind: AssetKind) { (self.name, self.kind) = (name, kind) }

  /// Whether this names a place on this machine: every value with a slash does that is no model of
  /// the hub's.
  package var isPath: Bool { name.contains("/") && hubModel == nil }

  /// The model of the hub's that this names without a manifest, as `OWNER/NAME`.
  var hubModel: HubModel? { kind == .model ? HubModel(typed: name) : nil }
}

/// How a data set is laid out on disk.
package enum DataFormat: Sendable {
  /// A table with one text a row.
  case csv(TextTable)
  /// Folders `train/neg`, `train/pos`, `test/neg` and `test/pos` with one file a text.
  case aclImdb
  /// A table of numbers and classes, in one file or several.
  case numbers(NumberTable)
  /// Pictures in folders of their classes, below a folder of the asset's own.
  case pictures(PictureFolder, folder: String)
}

/// An asset that is on this machine, checked and ready to be read.
package struct LocatedAsset: Sendable {
  package var name: String
  package var kind: AssetKind
  /// A model's folder, a table of texts' file, the folder of a table of numbers, or the one that holds
  /// `train`.
  package var url: URL
  /// How to read it; `nil` for a model.
  package var data: DataFormat?
  /// What the run record says of it.
  package var record: AssetRecord

  package init(name: String, kind: AssetKind, url: URL, data: DataFormat?, record: AssetRecord) {
    self.name = name
    self.kind = kind
    self.url = url
    self.data = data
    self.record = record
  }
}

/// How far fetching and checking an asset has come.
package enum AssetProgress: Sendable, Equatable {
  /// Another process is fetching the same asset.
  case waiting(name: String)
  /// `bytes` of about `total` have arrived.
  case fetching(name: String, bytes: Int, total: Int)
  case verifying(name: String)
  case ready(name: String)
}

/// Where a run gets its data and weights from.
package protocol AssetProvider: Sendable {
  /// Finds an asset, fetching it if it must, and checks it. Blocks until it is ready.
  func locate(
    _ request: AssetRequest, cancellation: Cancellation, progress: (AssetProgress) -> Void
  ) throws(AssetError) -> LocatedAsset
}

/// Why an asset cannot be used; the message is complete and needs no prefix.
package struct AssetError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: Sendable {
    /// No such name in the manifest.
    case unknown
    /// It is not on this machine, and may not or cannot be fetched.
    case missing
    /// Fetching failed.
    case download
    /// It is not what the manifest says, or the manifest is no manifest.
    case invalid
    /// The disk: reading, writing, room.
    case io
    /// The caller asked to stop.
    case interrupted
  }

  package var kind: Kind
  package var message: String

  package init(_ kind: Kind, _ message: String) { (self.kind, self.message) = (kind, message) }

  package var description: String { message }

  /// Does something on a disk; `what` says of a failure which place could not be used for what.
  static func onDisk(_ what: String, _ body: () throws -> Void) throws(AssetError) {
    do {
      try body()
    } catch {
      throw AssetError(.io, "\(what): \(FileProblem.text(error))")
    }
  }
}
