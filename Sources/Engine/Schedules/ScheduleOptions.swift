/// Options that several schedules have.
enum ScheduleOptions {
  /// What every schedule of PyTorch has beside.
  static let refused = [
    "last_epoch": "is not needed: a training goes on from its checkpoint by itself",
    "verbose": "changes no result: leave it out",
  ]
}
