/// Time that has passed while running; it can be stopped while something else has the machine.
struct Stopwatch {
  private let clock = ContinuousClock()
  private var total = Duration.zero
  private var started: ContinuousClock.Instant?

  var seconds: Double {
    let running = started.map { clock.now - $0 } ?? .zero
    return (total + running) / .seconds(1)
  }

  mutating func start() { started = clock.now }

  mutating func stop() {
    if let started { total += clock.now - started }
    started = nil
  }

  mutating func reset() { total = .zero }
}

/// The seconds that some work takes.
func timed(_ work: () throws -> Void) rethrows -> Double {
  let duration = try ContinuousClock().measure(work)
  return duration / .seconds(1)
}
