extension VectorKernels {
  public static func embed(
    word: UnsafePointer<Float>, tokenType: UnsafePointer<Float>, position: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Float>, columns: Int
  ) {
    forEachLanes(to: columns) {
      out[lanes: $0] = (word[lanes: $0] + tokenType[lanes: $0]) + position[lanes: $0]
    } rest: {
      out[lanes: $0, $1] =
        (word[lanes: $0, $1] + tokenType[lanes: $0, $1]) + position[lanes: $0, $1]
    }
  }
}
