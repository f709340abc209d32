import Lessons

/// Fetches before a run, so that a download that fails costs no computing.
struct AssetFetching {
  var store: AssetStore
  var display: RunDisplay

  /// Fetches what these requests need and this machine lacks; data beside the lesson are compared with
  /// their digests at once, so that no step runs before one of them is refused.
  ///
  /// Where fetching is forbidden, says all that is missing.
  func fetchMissing(_ requests: [AssetRequest]) throws {
    do throws(AssetError) {
      let absent = try store.absent(requests)
      let forbidden = absent.filter { !store.mayFetch($0) }
      guard forbidden.isEmpty else {
        throw AssetError(.missing, forbidden.map(store.absence).joined(separator: "\n        "))
      }
      for entry in absent { try fetch(entry) }
      try store.checkBeside(requests, cancellation: Interrupt.cancellation)
    } catch {
      display.finish()
      throw Failure(error)
    }
  }

  /// Fetches one asset, and checks it where it is there already.
  func fetch(_ entry: AssetManifest.Entry) throws(AssetError) {
    try store.fetch(entry, cancellation: Interrupt.cancellation) { display.show($0) }
    display.finish()
  }
}
