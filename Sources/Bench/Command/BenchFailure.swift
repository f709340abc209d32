/// Why the benchmark stops: one message, and an exit code as `lesson` has them.
struct BenchFailure: Error {
  enum Status {
    static let usage: Int32 = 64
    static let invalid: Int32 = 65
    static let missing: Int32 = 66
    static let unavailable: Int32 = 69
    static let output: Int32 = 74
  }

  let status: Int32
  let text: String

  init(_ status: Int32, _ text: String) { (self.status, self.text) = (status, text) }
}
