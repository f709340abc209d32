import Base

/// The marking page's one script: constant text, named by its digest in the page's content policy.
///
/// What students wrote is only ever the text of an element. What is inserted as markup are the question
/// and the model answer, which are made where a report's are.
enum MarkingScript {
  static let text = [
    PackageResources.state_js, PackageResources.saving_js, PackageResources.showing_js,
    PackageResources.moving_js, PackageResources.keys_js, PackageResources.beginning_js,
  ].map(EmbeddedScript.text).joined(separator: "\n")
}
