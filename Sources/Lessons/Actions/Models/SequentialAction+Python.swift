import Engine

extension SequentialAction {
  func write(_ python: inout PythonScript) {
    python.members[name] = [backbone, head]
    let (backbone, head) = (python.name(self.backbone), python.name(self.head))
    python.line("\(python.name(name)) = nn.Sequential(\(backbone), \(head))")
  }
}
