/// The learning rate stays as it is.
public final class ConstantSchedule: Schedule {
  static let entry = CatalogueEntry<any Schedule>(
    name: "constant", pytorch: "transformers.get_constant_schedule",
    summary: "The learning rate stays as it is.", refused: ScheduleOptions.refused
  ) { _ in ConstantSchedule() }

  public init() {}

  public func rate(base: Double, at point: SchedulePoint) -> Double { base }
}
