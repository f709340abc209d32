import Foundation
import Testing

@testable import Checking

/// A repository in a folder, with a course in a folder of it, and a link to it beside it.
@Suite final class WorkspacePathsTests {
  private let top: URL
  private var course: URL { top.appendingPathComponent("repository/course") }

  init() throws {
    top = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("lesson-\(UUID().uuidString)")
    for folder in ["repository/course/lessons", "repository/.git", "elsewhere"] {
      try FileManager.default.createDirectory(
        at: top.appendingPathComponent(folder), withIntermediateDirectories: true)
    }
    try Data().write(to: top.appendingPathComponent("repository/course/lessons/a.md"))
    try FileManager.default.createSymbolicLink(
      at: top.appendingPathComponent("link"),
      withDestinationURL: top.appendingPathComponent("repository"))
  }

  deinit { try? FileManager.default.removeItem(at: top) }

  private func path(
    _ file: String, workspace: String?, from folder: String = "repository/course"
  ) -> String {
    WorkspacePaths(
      workspace: workspace.map { $0.isEmpty ? "" : top.appendingPathComponent($0).path },
      folder: top.appendingPathComponent(folder)
    ).path(of: file)
  }

  @Test(arguments: [
    "repository", "repository/", "link", "link/", "repository/./course/..", nil, "", "elsewhere",
  ])
  func namesFilesFromTheRepositorysTop(workspace: String?) {
    for file in ["lessons/a.md", "./lessons/a.md", "../course/lessons/a.md"] {
      #expect(path(file, workspace: workspace) == "course/lessons/a.md")
    }
    #expect(
      path(course.path + "/lessons/a.md", workspace: workspace) == "course/lessons/a.md")
  }

  @Test func followsALinkThatTheCommandRunsIn() {
    #expect(
      path("lessons/a.md", workspace: "repository", from: "link/course") == "course/lessons/a.md")
    #expect(path("lessons/a.md", workspace: "link", from: "link/course") == "course/lessons/a.md")
  }

  @Test func takesTheWorkspaceBeforeTheRepository() {
    #expect(path("lessons/a.md", workspace: "") == "course/lessons/a.md")
    #expect(
      WorkspacePaths(workspace: top.path, folder: course).path(of: "lessons/a.md")
        == "repository/course/lessons/a.md")
    #expect(path("lessons/a.md", workspace: "repository/course") == "lessons/a.md")
  }

  @Test func leavesAFileOutsideAsItWasNamed() {
    #expect(path("../../elsewhere/a.md", workspace: "repository") == "../../elsewhere/a.md")
    #expect(path("/etc/a.md", workspace: "repository") == "/etc/a.md")
    #expect(path("lessons/a.md", workspace: nil, from: "elsewhere") == "lessons/a.md")
  }
}
