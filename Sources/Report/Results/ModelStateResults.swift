import Records

/// What training may change and whether dropout is on, model by model; used by steps that only
/// switch a model.
///
/// A training step says both in its own table.
enum ModelStateResults {
  static func view(_ reader: inout ResultReader, _ context: ReportContext) -> ResultView? {
    let modes = reader.take(.trainingMode)?.object
    let gradients = reader.take(.requiresGradient)?.object
    guard modes != nil || gradients != nil else { return nil }
    let models = Set((modes ?? [:]).keys).union((gradients ?? [:]).keys).sorted()
    var columns = [ReportTable.Column.text("model")]
    if modes != nil { columns.append(.text("mode")) }
    if gradients != nil { columns.append(.number("tensors that training may change")) }
    let rows = models.map { model in
      var row: [[ReportInline]] = [[.code(model)]]
      if let modes { row.append(mode(modes[model])) }
      if let gradients { row.append(ResultText.count(gradients[model])) }
      return row
    }
    return ResultView(
      gist: gradients == nil ? "the models’ modes" : "what training may change",
      blocks: [.table(ReportTable("The models’ state", columns: columns, rows: rows))])
  }

  static func mode(_ value: JSONValue?) -> [ReportInline] {
    switch value?.bool {
    case true?: ["training"]
    case false?: ["evaluation"]
    case nil: ["–"]
    }
  }
}
