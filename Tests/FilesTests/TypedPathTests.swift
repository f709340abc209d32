import Files
import Foundation
import Testing

@Suite struct TypedPathTests {
  private static let environment = ["HOME": "/somewhere/else"]

  @Test(arguments: [
    ("~", "/somewhere/else"), ("~/x/y", "/somewhere/else/x/y"), ("/a/~", "/a/~"),
  ])
  func takesATildeForHome(typed: String, path: String) {
    #expect(URL(typed: typed, environment: Self.environment).path == path)
  }

  @Test func takesATildeWithinAPathAndAnotherUsersForWhatTheyAre() {
    let here = FileManager.default.currentDirectoryPath
    for typed in ["~root/x", "a/~/b", "./~"] {
      let url = URL(typed: typed, environment: Self.environment)
      #expect(url.standardizedFileURL.path == "\(here)/\(typed.replacing("./", with: ""))")
    }
  }

  @Test func knowsAFolderWhereHomeIsNotSet() {
    #expect(Home.path([:]).hasPrefix("/"))
    #expect(Home.path(["HOME": ""]).hasPrefix("/"))
  }
}
