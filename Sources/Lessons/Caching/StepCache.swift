import Files
import Foundation
import Host

/// What earlier runs have left of their expensive actions: results, trained weights, checkpoints, and
/// features of texts.
///
/// Everything lies under `steps` and `features` of the folder in which downloads lie too, may be
/// removed at any time, and is checked before it is believed.
package struct StepCache: Sendable {
  /// `LESSON_HOME`, or the user's cache folder.
  package let home: URL
  /// Whether what is there is passed over and replaced.
  package var isFresh: Bool
  /// How long a training goes on before it is saved again.
  package var checkpointInterval = Duration.seconds(20)
  /// Bytes that all of it may take: the entries not used for longest go first.
  package var sizeLimit = 2_000_000_000

  package init(home: URL, isFresh: Bool = false) { (self.home, self.isFresh) = (home, isFresh) }

  var steps: URL { home.appendingPathComponent("steps", isDirectory: true) }
  var features: URL { home.appendingPathComponent("features", isDirectory: true) }

  /// Where everything about one step lies.
  func folder(lesson: String, step: String) -> URL {
    steps.appendingPathComponent(OutputName.safe(lesson), isDirectory: true)
      .appendingPathComponent(OutputName.safe(step), isDirectory: true)
  }

  /// Where an action's results and checkpoints lie.
  func place(lesson: String, key: ActionKey) -> CachePlace {
    CachePlace(
      folder: folder(lesson: lesson, step: key.ingredients.step)
        .appendingPathComponent(key.digest, isDirectory: true))
  }

  /// The places of a step, whatever their key.
  func places(lesson: String, step: String) -> [CachePlace] {
    let folder = folder(lesson: lesson, step: step)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().map { CachePlace(folder: folder.appendingPathComponent($0)) }
  }
}

/// The folder of one action's results and checkpoints.
struct CachePlace: Sendable {
  let folder: URL

  var entry: URL { url("entry.json") }
  var checkpoint: URL { url("checkpoint.json") }
  /// Seconds spent so far on an action that has not ended.
  var elapsed: URL { url("elapsed") }
  var lock: URL { url("lock") }

  func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

  /// Makes the folder.
  func prepare() throws(CacheProblem) {
    do {
      try NewFolder.make(folder)
    } catch {
      throw CacheProblem(message: "\(folder.path): cannot be made: \(error.words)")
    }
  }

  /// Removes files that are there.
  func remove(_ names: String...) {
    for name in names { try? FileManager.default.removeItem(at: url(name)) }
  }

  /// Marks an entry as used now: what was not used for longest is removed first.
  func touch() { utimes(folder.path, nil) }
}
