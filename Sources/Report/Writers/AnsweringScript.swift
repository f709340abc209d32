import Base
import Records

/// The page's one script: a student types answers, the browser keeps them, and a button saves them
/// as the answers file that `lesson student` writes.
///
/// Constant text, named by its digest in the page's content policy. It asks the network for
/// nothing, and writes text into the page only as text. No `<` stands in it, so that whoever takes
/// a page apart at its tags need not know of it.
enum AnsweringScript {
  static let text = EmbeddedScript.text(PackageResources.answering_js)
    .replacing("REMOVED HEADING", with: AnswersTemplate.removedHeading)
}
