import Base
import Engine
import Foundation
import Lessons

/// Reads an input as data that somebody has brought along.
enum DataInput {
  /// PNG and JPEG: the first bytes say which.
  static func picture(_ input: [UInt8]) -> FuzzTarget.Outcome {
    input.withUnsafeBytes { bytes in
      do throws(PictureFile.Problem) {
        let picture = try PictureFile.decode(bytes)
        guard picture.bytes.count == picture.channels * picture.height * picture.width else {
          return .init(signature: "", finding: "a picture's bytes do not fit its size")
        }
        return .init(signature: "read")
      } catch {
        return .init(signature: FuzzTarget.words(of: error.reason))
      }
    }
  }

  static func gzip(_ input: [UInt8]) -> FuzzTarget.Outcome {
    let limit = 1 << 20
    return input.withUnsafeBytes { bytes in
      do throws(Gzip.Problem) {
        let unpacked = try Gzip.unpack(bytes, limit: limit)
        guard unpacked.count <= limit else {
          return .init(signature: "", finding: "more was unpacked than may be")
        }
        return .init(signature: "read")
      } catch {
        return .init(signature: FuzzTarget.words(of: error.description))
      }
    }
  }

  /// Numbers and words: what was found in a file has to be there when it is read.
  static func table(_ input: [UInt8]) -> FuzzTarget.Outcome {
    write(input, as: "table") { file in
      do throws(EngineError) {
        let (columns, rows) = try CSVTable.columns(of: file)
        let read = try CSVTable.read(file, columns)
        guard read.allSatisfy({ $0.values.count == rows && $0.values.allSatisfy(\.isFinite) })
        else {
          return .init(signature: "", finding: "the columns do not have a number a row")
        }
        return .init(signature: "read")
      } catch {
        guard case .invalidData(_, _, let reason) = error else {
          return .init(signature: "\(error)")
        }
        return .init(signature: FuzzTarget.words(of: reason))
      }
    }
  }

  static func manifest(_ input: [UInt8]) -> FuzzTarget.Outcome {
    write(input, as: "manifest") { file in
      do throws(AssetError) {
        _ = try AssetManifest.read(from: file)
        return .init(signature: "read")
      } catch {
        guard error.message.hasPrefix(file.path) else {
          return .init(signature: "", finding: "a message without its place: \(error.message)")
        }
        return .init(signature: FuzzTarget.words(of: error.message))
      }
    }
  }

  /// Calls `body` with a file that holds the input.
  ///
  /// - Parameter name: of the reader. Each has a file of its own: the tests run several at once, and a
  ///   reader may have mapped its file into memory.
  private static func write(
    _ input: [UInt8], as name: String, _ body: (_ file: URL) -> FuzzTarget.Outcome
  ) -> FuzzTarget.Outcome {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("lesson-fuzz-\(getpid())-\(name).data")
    defer { try? FileManager.default.removeItem(at: file) }
    do {
      try Data(input).write(to: file)
    } catch {
      return .init(signature: "", finding: "the input cannot be written: \(error)")
    }
    return body(file)
  }
}
