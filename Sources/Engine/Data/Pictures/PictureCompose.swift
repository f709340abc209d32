/// What is done to a picture, in order, as torchvision's `Compose`: parted into what is done once and what
/// a loader draws anew each time that it fetches the picture.
///
/// Flips and crops move whole pixels. So a step that takes each pixel alone gives the same before them as
/// behind them, but for the pixels that padding adds: ``PictureAugmentation`` knows what becomes of those.
public struct PictureCompose: Sendable, Equatable {
  /// The steps that are taken once, in order.
  public private(set) var once: [PictureStep] = []
  /// What they make of a picture.
  public private(set) var layout: PictureLayout
  /// What a loader draws; `nil` where nothing is drawn.
  public private(set) var augmentation: PictureAugmentation?

  /// Nothing yet.
  ///
  /// - Parameter start: what the pictures are like.
  public init(_ start: PictureLayout) { layout = start }

  /// One more step.
  public mutating func append(_ step: PictureStep) throws(PictureStep.Problem) {
    guard augmentation == nil || step.takesPixelsAlone else {
      throw PictureStep.Problem(
        "is done once, before training, and cannot stand behind a step that draws anew: put it before"
      )
    }
    layout = try step.layout(after: layout)
    try augmentation?.pass(step, channels: layout.channels)
    once.append(step)
  }

  /// One more step, which draws.
  public mutating func append(_ step: RandomPictureStep) throws(PictureStep.Problem) {
    guard let height = layout.height, let width = layout.width else {
      throw PictureStep.Problem(
        "needs pictures of one size: put `resize: [HEIGHT, WIDTH]` or `center_crop` before it")
    }
    var augmentation =
      augmentation
      ?? PictureAugmentation(channels: layout.channels, height: height, width: width)
    try augmentation.append(step, isBytes: layout.isBytes)
    self.augmentation = augmentation
  }
}

extension PictureStep {
  /// Whether it gives the same for a pixel wherever it lies.
  fileprivate var takesPixelsAlone: Bool {
    switch self {
    case .picture, .rgb, .grayscale, .toTensor, .normalize: true
    case .resize, .centerCrop: false
    }
  }
}
