import Testing

@testable import HandIn

@Suite struct PlatformNameTests {
  @Test(arguments: [
    ("Ada Lovelace_12345_assignsubmission_file_/9_1-report.html", "Ada Lovelace", "12345"),
    ("Ada Lovelace_12345_assignsubmission_file/9_1-report.html", "Ada Lovelace", "12345"),
    ("Course/Zoë O'Neill-Ito_7_assignsubmission_file_9_1-report.html", "Zoë O'Neill-Ito", "7"),
  ])
  func readsMoodlesNames(path: String, name: String, participant: String) {
    #expect(PlatformName.moodle(path) == .moodle(name: name, participant: participant))
  }

  @Test(arguments: [
    "9_1-report.html", "ada_12345_67890_9_1-report.html", "Ada_x_assignsubmission_file_/a.html",
    "Ada_1_assignsubmission_onlinetext_/a.html", "_1_assignsubmission_file_/a.html",
    "Ada_1_2_assignsubmission_file_/a.html",
    "Ada_99999999999999999999_assignsubmission_file_/a.html",
  ])
  func takesNothingElseForMoodles(path: String) {
    #expect(PlatformName.moodle(path) == nil)
  }

  @Test(arguments: [
    ("lovelaceada_12345_67890_9_1-report.html", false),
    ("lovelaceada_LATE_12345_67890_a.html", true),
    ("out/lovelaceada_12345_67890_9_1-report-1.html", false),
  ])
  func readsCanvasNames(path: String, isLate: Bool) {
    let name = PlatformName.canvas(
      name: "lovelaceada", user: "12345", attachment: "67890", isLate: isLate)
    #expect(PlatformName.canvas(path) == name)
  }

  @Test(arguments: [("anon_aB3xY_67890_r.html", false), ("LATE_anon_aB3xY_67890_r.html", true)])
  func readsCanvasNamesThatAreHidden(path: String, isLate: Bool) {
    let name = PlatformName.canvas(
      name: "anon_aB3xY", user: "", attachment: "67890", isLate: isLate)
    #expect(PlatformName.canvas(path) == name)
  }

  @Test(arguments: [
    "9_1-report.html", "ada_report_1_2.html", "ada_1_2", "ada_1_b_report.html", "anon_1_2_r.html",
    "LATE_ada_1_2_r.html",
  ])
  func takesNothingElseForCanvas(path: String) {
    #expect(PlatformName.canvas(path) == nil)
  }

  @Test func takesAFolderForCanvasWhereAllOfItIs() {
    let own = "report_2026_11_final.html"
    #expect(PlatformName.all([own, "9_1-report.html"]) == [nil, nil])
    #expect(PlatformName.all(["a_1_2_r.html", "b_3_4_r.html"]).allSatisfy { $0 != nil })
  }
}
