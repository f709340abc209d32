import Lessons

/// Fetches before a run, so that a download that fails costs no computing.
struct AssetFetching {
  var store: AssetStore
  var display: RunDisplay

  /// Fetches what these requests need and this machine lacks.
  ///
  /// Offline, says all that is missing.
  func fetchMissing(_ requests: [AssetRequest]) throws {
    do throws(AssetError) {
      let absent = try store.absent(requests)
      if store.offline, !absent.isEmpty {
        throw AssetError(.missing, absent.map(store.absence).joined(separator: "\n        "))
      }
      for entry in absent { try fetch(entry.name) }
    } catch {
      display.finish()
      throw Failure(error)
    }
  }

  /// Fetches one asset by name, and checks it where it is there already.
  func fetch(_ name: String) throws(AssetError) {
    try store.fetch(name, cancellation: Interrupt.cancellation) { display.show($0) }
    display.finish()
  }
}
