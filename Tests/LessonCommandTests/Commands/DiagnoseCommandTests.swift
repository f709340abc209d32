import Foundation
import Testing

/// Records of exercises, as a real PyTorch has left them (Exercises/solutions.py), held against a lesson.
@Suite struct DiagnoseCommandTests {
  private static let exercises = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Exercises")

  /// A workplace with the lesson, its data and some records.
  private static func workplace(_ records: String...) throws -> Workplace {
    let workplace = try Workplace()
    for file in ["petals.md", "petals.csv", "assets.json"] {
      let url = exercises.appending(path: "lessons/\(file)")
      try workplace.write("lessons/\(file)", String(contentsOf: url, encoding: .utf8))
    }
    for record in records {
      let url = exercises.appending(path: "\(record).exercises.json")
      try workplace.write(
        "in/\(record).exercises.json", String(contentsOf: url, encoding: .utf8))
    }
    return workplace
  }

  @Test func findsPyTorchsOwnNumbersRight() throws {
    let workplace = try Self.workplace("right")
    let outcome = try workplace.lesson("diagnose", "in/right.exercises.json")
    #expect(outcome.status == 0, "\(outcome.errors)\(outcome.output)")
    #expect(outcome.output.contains("exercise train: agrees, 4 of 4 points"))
    #expect(outcome.output.contains("make-model, initial: exactly as in the lesson"))
    #expect(outcome.output.contains("points: 5 of 5"))
  }

  @Test func namesAMistakeByItsNumbers() throws {
    let workplace = try Self.workplace("never-zeroed", "target-broadcast")
    let zeroed = try workplace.lesson("diagnose", "in/never-zeroed.exercises.json")
    #expect(zeroed.status == 1)
    #expect(zeroed.output.contains("mistake: The gradients are never set back to zero"))
    #expect(zeroed.output.contains("parts from the lesson in batch 3, losses[2]"))
    let broadcast = try workplace.lesson("diagnose", "in/target-broadcast.exercises.json")
    #expect(broadcast.output.contains("mistake: The target has no last dimension"))
  }

  @Test func saysNoMoreThanItIsToSay() throws {
    let workplace = try Self.workplace("never-zeroed")
    let path = "in/never-zeroed.exercises.json"
    let hint = try workplace.lesson("diagnose", path, "--tell", "hint")
    #expect(hint.output.contains("hint: Look at what the loop does with gradients"))
    #expect(!hint.output.contains("never set back") && !hint.output.contains("losses[2]"))
    // The lesson may say less than the command line asks for.
    let lesson = try workplace.text("lessons/petals.md")
    try workplace.write(
      "lessons/petals.md", lesson.replacing("points=4 record", with: "points=4 tell=place record"))
    let place = try workplace.lesson("diagnose", path)
    #expect(place.output.contains("losses[2]") && !place.output.contains("never set back"))
  }

  @Test func saysWhatWasComputedInDoublePrecision() throws {
    let workplace = try Self.workplace("double-precision")
    let outcome = try workplace.lesson("diagnose", "in/double-precision.exercises.json")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("note: Some of it was computed in double precision"))
    #expect(outcome.output.contains("These are the numbers of no mistake that is known here."))
  }

  @Test func saysItToOtherPrograms() throws {
    let workplace = try Self.workplace("right", "never-zeroed")
    let outcome = try workplace.lesson(
      "diagnose", "--json", "in/right.exercises.json", "in/never-zeroed.exercises.json")
    let lines = try outcome.output.split(separator: "\n").map { line in
      try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(lines.map { $0["agrees"] as? Bool } == [true, false])
    #expect(outcome.output.contains(#""id":"never-zeroed""#))
  }

  @Test func refusesWhatCannotBeHeldAgainstALesson() throws {
    let workplace = try Self.workplace("right")
    let text = try workplace.text("in/right.exercises.json")
    func said(_ text: String) throws -> (Int32, String) {
      try workplace.write("in/other.exercises.json", text)
      let outcome = try workplace.lesson("diagnose", "in/other.exercises.json")
      return (outcome.status, outcome.errors)
    }
    let unknown = try said(text.replacing(#""lesson": "petals""#, with: #""lesson": "roses""#))
    #expect(unknown.0 == 66 && unknown.1.contains("there is no lesson roses here"))
    let place = try said(text.replacing(#""data": "petals""#, with: #""data": "/etc/passwd""#))
    #expect(place.0 == 65 && place.1.contains("parameter data names a place"))
    let broken = try said(String(text.dropLast(30)))
    #expect(broken.0 == 65 && broken.1.contains("no record of exercises"))
    let plain = try said(text.replacing(#""lesson": "petals""#, with: #""lesson": "tiny""#))
    #expect(plain.0 != 0 && !plain.1.isEmpty)
    #expect(try workplace.lesson("diagnose").status == 64)
  }

  @Test func collectsAClassWithEqualWrongNumbers() throws {
    let workplace = try Self.workplace("right", "never-zeroed")
    let text = try workplace.text("in/never-zeroed.exercises.json")
    try workplace.write(
      "in/other.exercises.json",
      text.replacing("Ada Lovelace", with: "=Eve <b>").replacing(
        #""id": "17""#, with: #""id": "18""#))
    try workplace.write("in/broken.exercises.json", "[]")
    let outcome = try workplace.lesson("collect", "in", "--out", "out")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("Exercises: out/exercises.csv"))
    #expect(outcome.output.contains("broken.exercises.json: left aside: no record of exercises"))
    let table = try workplace.text("out/exercises.csv")
    #expect(table.contains("'=Eve <b>,18,petals,train,no,"))
    let rows = table.split(separator: "\n").filter { $0.contains(",train,no,") }
    #expect(rows.count == 2)
    #expect(rows.contains { $0.contains("Ada Lovelace") && $0.contains("'=Eve <b>") })
    let page = try workplace.text("out/overview.html")
    #expect(page.contains("Exercises in PyTorch") && page.contains("=Eve &lt;b&gt;"))
    #expect(!page.contains("=Eve <b>"))
    // The second time all are ours, and are renewed.
    #expect(try workplace.lesson("collect", "in", "--out", "out").status == 0)
  }

  @Test func writesANotebookWithoutTheAnswers() throws {
    let workplace = try Self.workplace()
    let outcome = try workplace.lesson("student", "petals", "--to", "ipynb")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "Notebook: petals-exercises.ipynb: 2 exercises\n")
    let text = try workplace.text("petals-exercises.ipynb")
    #expect(text.contains("with lesson.step(\\\"train\\\") as step:"))
    #expect(text.contains("PARAMETERS = lesson.begin("))
    for secret in ["nn.Linear(", "Adam(", "backward()", "MSELoss("] {
      #expect(!text.contains(secret), "\(secret)")
    }
    // A student's notebook is never written over.
    try workplace.write(
      "petals-exercises.ipynb", text.replacing("Your Name", with: "Ada Lovelace"))
    #expect(try workplace.lesson("student", "petals", "--to", "ipynb").status == 64)
    let none = try workplace.lesson("student", "tiny", "--to", "ipynb")
    #expect(none.status != 0)
  }

  @Test func listsTheMistakesThatItKnows() throws {
    let workplace = try Self.workplace()
    let outcome = try workplace.lesson("diagnose", "--known", "petals")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.output.contains("train: shows in train, losses: The gradients are never set back"))
    // A linear layer and ReLU do the same in both modes.
    #expect(
      outcome.output.contains("train: has no effect here: The model was in evaluation mode"))
  }
}
