/// What the data are that the command line names by a place, each looked at once however often a lesson
/// and its variants are planned.
final class KnownLocalData {
  private var formats: [AssetRequest: DataFormat] = [:]

  func format(of request: AssetRequest) throws(AssetError) -> DataFormat {
    if let known = formats[request] { return known }
    let format = try LocalData.format(of: request.name)
    formats[request] = format
    return format
  }
}
