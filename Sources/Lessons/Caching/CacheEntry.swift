import Engine
import Foundation
import Records

/// The result of an action: all that is needed to go on as if it had run.
struct CacheEntry: Codable {
  static let state = "state.safetensors"

  var key: String
  var computedBy: ComputedBy
  /// Of the action, after all that it builds on.
  var trace: [ActionIngredients]
  /// When it was computed.
  var made: Date
  /// How long that took.
  var seconds: Double
  var results: [String: JSONValue]
  var printed: [String]
  /// The step's generator after the action.
  var generator: TorchGenerator.State
  /// What its optimizer changed; `nil` for an action without one.
  var state: SavedState?
  /// The values of what else it may change of a model; `nil` where there is nothing.
  var buffers: [[Float]]?
}

/// Where an action stood that has not ended.
struct CacheCheckpoint<Content: Codable>: Codable {
  var key: String
  var computedBy: ComputedBy
  var trace: [ActionIngredients]
  var saved: Date
  /// Batches, of how many.
  var done: Int
  var total: Int
  var content: Content
  var state: SavedState?
}
