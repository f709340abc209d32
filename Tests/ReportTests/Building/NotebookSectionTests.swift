import Testing

@testable import Report

@Suite struct NotebookSectionTests {
  @Test func linksTheNotebookWhereItsRepositoryIsNamed() {
    let notebook = ["repository": "some/course", "file": "week 1/a#b.ipynb"]
    #expect(
      NotebookSection.address(of: notebook)
        == "https://github.com/some/course/blob/HEAD/week%201/a%23b.ipynb")
  }

  @Test func takesTheAddressThatTheLessonGives() {
    let notebook = ["repository": "some/course", "file": "a.ipynb", "url": "https://hub.test/a"]
    #expect(NotebookSection.address(of: notebook) == "https://hub.test/a")
  }

  @Test(arguments: ["course", "some/course/more", "https://x/y", "some/co urse", "/"])
  func linksNothingForWhatIsNoRepository(_ repository: String) {
    let notebook = ["repository": repository, "file": "a.ipynb"]
    #expect(NotebookSection.address(of: notebook) == nil)
  }

  @Test func namesACellByPlaceAndId() {
    #expect(NotebookSection.place(cell: "x1", name: "code cell 3") == "code cell 3 (x1)")
    #expect(NotebookSection.place(cell: "x1", name: nil) == "cell x1")
    #expect(NotebookSection.place(cell: nil, name: nil) == nil)
  }
}
