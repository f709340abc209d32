import Engine

extension TransformAction {
  func write(_ python: inout PythonScript) {
    python.needs(.tables)
    python.needs(.pictures)
    python.imports("from torchvision import transforms")
    let way = python.fresh("way")
    python.line("\(way) = transforms.Compose([", steps.map(\.python), "])")
    for name in tables {
      let table = python.name(name)
      python.line("\(table) = transformed(\(table), \(column), \(way))")
      python.record(.transformed, "{\(name): picture_numbers(\(table), \(column))}")
    }
  }
}

extension PictureStepReader.Kind {
  fileprivate var python: PythonCode {
    switch self {
    case .once(let step): step.python
    case .drawn(let step): step.python
    }
  }
}

extension RandomPictureStep {
  /// torchvision's transform.
  fileprivate var python: PythonCode {
    switch self {
    case .horizontalFlip(let probability): "transforms.RandomHorizontalFlip(\(probability))"
    case .verticalFlip(let probability): "transforms.RandomVerticalFlip(\(probability))"
    case .crop(let height, let width, let padding):
      "transforms.RandomCrop((\(height), \(width))\(padding.python))"
    }
  }
}

extension RandomPictureStep.Padding {
  /// The argument with the comma before it.
  fileprivate var python: PythonCode {
    if self == Self(left) { return left == 0 ? "" : ", padding=\(left)" }
    return ", padding=(\(left), \(top), \(right), \(bottom))"
  }
}

extension PictureStep {
  /// torchvision's transform, or one of the script's own.
  fileprivate var python: PythonCode {
    switch self {
    case .picture(let white): "FromNumbers(\(white))"
    case .rgb: "three_channels"
    case .grayscale(let channels): "transforms.Grayscale(\(channels))"
    case .resize(.exact(let height, let width)): "transforms.Resize((\(height), \(width)))"
    case .resize(.shorterSide(let side)): "transforms.Resize(\(side))"
    case .centerCrop(let height, let width): "transforms.CenterCrop((\(height), \(width)))"
    case .toTensor: "transforms.ToTensor()"
    case .normalize(let mean, let std):
      "transforms.Normalize(mean=[\(Self.list(mean))], std=[\(Self.list(std))])"
    }
  }

  static func list(_ values: [Float]) -> [PythonCode] {
    // As the lesson has them: the shortest decimal that is this number in single precision.
    values.map { (value) -> PythonCode in "\(Double("\(value)") ?? Double(value))" }
  }
}
