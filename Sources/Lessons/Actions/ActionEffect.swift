/// What an action does to the objects that names are bound to: the cache follows it from action to
/// action.
///
/// Models are shared. Whoever changes one changes it for all that hold it.
enum ActionEffect: Sendable, Equatable {
  /// Neither binds a name nor changes an object.
  case observes
  /// Binds a name to something new.
  ///
  /// - Parameter holds: whether that refers to the objects it was made from, so that changing it
  ///   changes them.
  case makes(holds: Bool)
  /// Changes the objects behind some names, and all that those hold.
  case changes([String])
  /// Changes whatever it uses, and what it binds holds all of that: what an action does that says
  /// nothing else.
  case changesWhatItUses
}
