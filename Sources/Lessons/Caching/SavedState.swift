import Engine
import Foundation
import Records

/// Parameters that an optimizer has changed, and what it has gathered about them, in a file.
struct SavedState: Codable, Equatable {
  struct Entry: Codable, Equatable {
    /// Place among the optimizer's parameters.
    var index: Int
    /// The optimizer's count; `nil` where it has no state of the parameter.
    var steps: Int?
    var buffers: Int
    /// What the state has beside its tensors.
    var scalar: Double?
  }

  /// The name of the file in the action's folder.
  var file: String
  var sha256: String
  var parameters: [Entry]

  /// Writes all parameters that are of another version than they were, or have a state.
  ///
  /// - Parameter versions: what each parameter's version was before the action.
  static func write(
    _ optimizer: any Optimizer, changedSince versions: [Int], as file: String, in place: CachePlace
  ) throws(CacheProblem) -> SavedState {
    var writer = SafetensorsWriter(metadata: ["made_by": "lesson"])
    var entries: [Entry] = []
    for (index, (parameter, state)) in zip(optimizer.parameters, optimizer.states).enumerated() {
      guard state != nil || parameter.version != versions[index] else { continue }
      writer.add(Self.name(index), parameter.value)
      for (number, buffer) in (state?.buffers ?? []).enumerated() {
        writer.add(Self.name(index, buffer: number), buffer)
      }
      entries.append(
        Entry(
          index: index, steps: state?.steps, buffers: state?.buffers.count ?? 0,
          scalar: state?.scalar))
    }
    let written = try DurableFile.write(to: place.url(file)) { output throws(CacheProblem) in
      try writer.write(to: output)
    }
    return SavedState(file: file, sha256: written.sha256, parameters: entries)
  }

  /// Puts everything back as it was; changes nothing where the file is not what was written.
  func restore(_ optimizer: any Optimizer, from place: CachePlace) throws(CacheProblem) {
    let file = try checkedFile(place)
    let live = optimizer.parameters
    var restored: [(index: Int, value: Tensor, state: ParameterState?)] = []
    for entry in parameters {
      guard live.indices.contains(entry.index), entry.buffers >= 0 else { throw damaged }
      let shape = live[entry.index].value.shape
      do throws(EngineError) {
        let value = try file.tensor(Self.name(entry.index), shape: shape)
        var buffers: [Tensor] = []
        for number in 0..<entry.buffers {
          buffers.append(try file.tensor(Self.name(entry.index, buffer: number), shape: shape))
        }
        let state = entry.steps.map {
          ParameterState(steps: $0, buffers: buffers, scalar: entry.scalar)
        }
        restored.append((entry.index, value, state))
      } catch {
        throw damaged
      }
    }
    var states = optimizer.states
    for (index, value, state) in restored {
      live[index].restore(value)
      states[index] = state
    }
    optimizer.states = states
  }

  /// Whether the file is there and what was written.
  func isWhole(in place: CachePlace) -> Bool { (try? checkedFile(place)) != nil }

  private func checkedFile(_ place: CachePlace) throws(CacheProblem) -> SafetensorsFile {
    let url = place.url(file)
    do {
      let digest = try FileDigests.digest(url, name: file, cancellation: Cancellation())
      guard digest.sha256 == sha256 else { throw damaged }
      return try SafetensorsFile(url: url)
    } catch {
      throw damaged
    }
  }

  private var damaged: CacheProblem { CacheProblem(message: "\(file) is missing or damaged") }

  private static func name(_ index: Int, buffer: Int? = nil) -> String {
    buffer.map { "parameter.\(index).state.\($0)" } ?? "parameter.\(index)"
  }
}
