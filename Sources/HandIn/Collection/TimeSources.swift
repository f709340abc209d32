import Records

/// What can be known of when hand-ins came.
extension ClassCollection {
  /// Files whose times lie within so many seconds were written by one program at one time.
  private static let moment = 60.0
  /// Of fewer files nothing can be told by that.
  private static let fewest = 3

  /// Takes the times of a table, or leaves out those of files that say nothing.
  ///
  /// Archives of Moodle (since 4.1) and Canvas are written file by file as they are downloaded, and give
  /// each the time of that moment. Sources: Moodle, `files/classes/local/archive_writer/zip_writer.php`,
  /// which names no time; Canvas, `lib/content_zipper.rb`, `get_output_stream` without one.
  mutating func findTimes(_ rules: Rules) {
    if let times = rules.times {
      for place in handIns.indices { handIns[place].time = times.time(of: handIns[place]) }
      return tellOfMissing(times)
    }
    let isPlatform = handIns.contains { $0.platform != nil }
    let written = handIns.compactMap(\.time).sorted()
    let isMoment =
      written.count >= Self.fewest && (written.last ?? 0) - (written.first ?? 0) < Self.moment
    for place in handIns.indices where handIns[place].platform != nil || isMoment {
      handIns[place].time = nil
    }
    guard rules.due != nil, isPlatform || isMoment else { return }
    let hasCanvas = handIns.contains { if case .canvas = $0.platform { true } else { false } }
    timeNotes.append(
      hasCanvas
        ? "Canvas’ archive does not hold when hand-ins came: late are those that it calls so, and how "
          + "late is not known without a table of times (--times)"
        : isPlatform
          ? "Moodle’s archive does not hold when hand-ins came, so nobody is called late: give its grading "
            + "worksheet (--times)"
          : "all \(written.count) files are of one minute, as when they were unpacked or copied, so nobody "
            + "is called late: give a table of times (--times)")
  }

  private mutating func tellOfMissing(_ times: HandInTimes) {
    if times.days > 0 {
      timeNotes.append(
        "\(times.name) has \(Words.count(times.days, "day")) without an hour: each is taken to its end, 23:59:59"
      )
    }
    func first(_ names: [String]) -> String {
      names.prefix(5).map { OneLine.of($0, limit: 100) }.joined(separator: ", ")
        + (names.count > 5 ? ", …" : "")
    }
    let missing = handIns.filter { $0.time == nil }.map(\.file)
    guard !missing.isEmpty else { return }
    timeNotes.append(
      "\(times.name) has no time of \(Words.count(missing.count, "hand-in")): \(first(missing))")
    let strangers = times.strangers(to: handIns)
    guard !strangers.isEmpty else { return }
    timeNotes.append(
      "\(times.name) has times of none of the hand-ins: \(first(strangers))")
  }
}
