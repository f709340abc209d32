import Engine

extension CourseTraining {
  /// The course's trainings by their lessons' names.
  package static let lessons = ["6_1", "6_2", "8_1", "7_1"]

  /// A lesson's training on made-up numbers of the shapes that its data have: it takes as long.
  package static func madeUp(_ lesson: String, epochs: Int) throws -> Self {
    switch lesson {
    case "6_1": try lesson6_1(rows([455, 30]), rows([114, 30]), epochs: epochs)
    case "6_2": try lesson6_2(rows([353, 10]), rows([89, 10]), epochs: epochs)
    case "7_1": try lesson7_1(rows([1581, 3, 32, 32]), rows([200, 3, 32, 32]), epochs: epochs)
    default: try lesson8_1(rows([112, 3, 1]), rows([29, 3, 1]), epochs: epochs)
    }
  }

  /// Targets are 0 or 1, which every loss of the course takes.
  private static func rows(_ shape: [Int]) -> LabelledRows {
    let generator = TorchGenerator(seed: seed)
    let values = (0..<shape.reduce(1, *)).map { _ in generator.uniform(-1, 1) }
    let targets = (0..<shape[0]).map { _ in Float(generator.integer(from: 0, below: 2)) }
    return LabelledRows(
      inputs: [.numbers(Tensor(shape: shape, values: values))],
      targets: .numbers(Tensor(shape: [shape[0], 1], values: targets)))
  }
}
