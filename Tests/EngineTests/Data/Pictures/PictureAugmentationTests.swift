import Testing

@testable import Engine

/// Flips and crops beside torchvision's, to the bit: see ``Augmentations``.
@Suite struct PictureAugmentationTests {
  private static let names = (try? Augmentations.read())?.ways.map(\.name) ?? []

  @Test func hasManyWays() { #expect(Self.names.count == 13) }

  @Test(arguments: names)
  func drawsWhatTorchvisionDraws(name: String) throws {
    let all = try Augmentations.read()
    let way = try #require(all.ways.first { $0.name == name })
    let compose = try all.compose(way.steps)
    let rows = try all.rows(7, compose)
    let loader = DataLoader(
      rows: 7, batchSize: way.batchSize, shuffle: way.shuffle, augmentation: compose.augmentation)
    let generator = TorchGenerator(seed: way.seed)
    try #require(way.epochs.count == 2)
    for epoch in way.epochs {
      let order = loader.epoch(generator)
      #expect(order == epoch.map(\.rows) && order.map(\.count) == [3, 3, 1])
      for batch in epoch {
        let fetched = loader.fetch(batch.rows, of: rows, generator)
        guard case .numbers(let pictures) = fetched.inputs[0],
          case .indices(let targets) = fetched.targets
        else { return #expect(Bool(false)) }
        #expect(pictures.shape == batch.shape)
        #expect(pictures.array.map(\.bitPattern) == batch.values.map(\.bitPattern))
        #expect(targets.values.map(Int.init) == batch.rows.map { $0 % 3 })
      }
    }
    #expect(way.next.count == 3 && way.next.allSatisfy { $0 == generator.uniform(0, 1) })
  }

  @Test(arguments: names)
  func skipsWhatNobodyLooksAt(name: String) throws {
    let all = try Augmentations.read()
    let way = try #require(all.ways.first { $0.name == name })
    let loader = DataLoader(
      rows: 7, batchSize: way.batchSize, shuffle: way.shuffle,
      augmentation: try all.compose(way.steps).augmentation)
    let generator = TorchGenerator(seed: way.seed)
    for _ in 0..<2 { loader.skip(generator) }
    #expect(way.next.allSatisfy { $0 == generator.uniform(0, 1) })
  }

  // MARK: - What cannot be said

  private func reason(
    height: Int? = 5, width: Int? = 4, _ build: (inout PictureCompose) throws -> Void
  ) -> String {
    var compose = PictureCompose(
      PictureLayout(isBytes: true, channels: 3, height: height, width: width))
    do {
      try build(&compose)
      return ""
    } catch {
      return (error as? PictureStep.Problem)?.reason ?? "\(error)"
    }
  }

  @Test func takesOnceNothingThatAFlipOrACropWouldChange() {
    let flip = RandomPictureStep.horizontalFlip(probability: 0.5)
    let refused =
      "is done once, before training, and cannot stand behind a step that draws anew: put it before"
    for step in [
      PictureStep.resize(.exact(height: 3, width: 3)), .centerCrop(height: 2, width: 2),
    ] {
      #expect(
        reason {
          try $0.append(flip)
          try $0.append(step)
        } == refused)
      #expect(
        reason {
          try $0.append(step)
          try $0.append(flip)
        } == "")
    }
  }

  @Test func cropsNoMoreThanThereIs() {
    func crop(_ height: Int, _ width: Int, padding: Int = 0) -> RandomPictureStep {
      .crop(height: height, width: width, padding: .init(padding))
    }
    #expect(
      reason { try $0.append(crop(6, 4)) } == "needs at least [6, 4], and there is [5, 4]")
    #expect(reason { try $0.append(crop(6, 4, padding: 1)) } == "")
    #expect(
      reason { try $0.append(crop(8, 4, padding: 1)) }
        == "needs at least [8, 4], and there is [7, 6], padding counted in")
    // A second crop is given what the first leaves.
    #expect(
      reason {
        try $0.append(crop(3, 3))
        try $0.append(crop(4, 3))
      } == "needs at least [4, 3], and there is [3, 3]")
  }

  @Test func needsPicturesOfOneSize() {
    #expect(
      reason(height: nil, width: nil) {
        try $0.append(RandomPictureStep.verticalFlip(probability: 0.5))
      } == "needs pictures of one size: put `resize: [HEIGHT, WIDTH]` or `center_crop` before it")
  }
}
