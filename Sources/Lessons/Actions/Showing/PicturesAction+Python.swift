import Engine
import Records

extension PicturesAction {
  func write(_ python: inout PythonScript) {
    python.needs(.tables)
    python.needs(.pictures)
    python.needs(.gallery)
    let shown = python.fresh("shown")
    var arguments: [PythonCode] = ["\(python.name(table))", "\(column)", "most=\(count)"]
    if every != 1 { arguments.append("every=\(every)") }
    if let predictions { arguments.append("predictions=\(predictions.python)") }
    if onlyMistakes { arguments.append("only_mistakes=True") }
    if !view.mean.isEmpty {
      arguments.append("mean=[\(PictureStep.list(view.mean))]")
      arguments.append("std=[\(PictureStep.list(view.std))]")
    }
    if view.white != 1 { arguments.append("white=\(view.white)") }
    python.line("\(shown) = pictures_of(", arguments, ")")
    python.line("show_pictures(\(shown))")
    python.record(.pictures, "{\(name): \(shown)}")
  }
}
