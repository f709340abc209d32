/// Every schedule there is: the one place that names them outside of their own files.
public enum ScheduleCatalogue {
  /// The name of the schedule that a training has where nothing is said.
  public static let defaultName = ConstantSchedule.entry.name

  /// In the order of the manual; what a test has added comes last.
  public static var entries: [CatalogueEntry<any Schedule>] { own + added }

  #if hasFeature(Embedded)
    static let added: [CatalogueEntry<any Schedule>] = []
  #else
    /// More of them, for as long as a test runs.
    @TaskLocal public static var added: [CatalogueEntry<any Schedule>] = []
  #endif

  private static let own: [CatalogueEntry<any Schedule>] = [
    ConstantSchedule.entry, StepSchedule.entry, MultiStepSchedule.entry, ExponentialSchedule.entry,
    CosineSchedule.entry, CosineRestartsSchedule.entry, OneCycleSchedule.entry,
    LinearFactorSchedule.entry, LinearSchedule.entry, PlateauSchedule.entry,
  ]
}

/// Options that several schedules have.
enum ScheduleOptions {
  /// What else every schedule of PyTorch has.
  static let refused = [
    "last_epoch": "is not needed: a training goes on from its checkpoint by itself",
    "verbose": "changes no result: leave it out",
  ]
}
