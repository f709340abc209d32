import Testing

@testable import Notebooks

/// torchvision's random transforms in a notebook.
@Suite struct AugmentationTests {
  private static func cells(_ steps: String) -> [RecognizedCell] {
    Drafts.cells([
      """
      from torchvision import datasets, transforms
      from torch.utils.data import DataLoader
      steps = transforms.Compose([\(steps)])
      learned = datasets.CIFAR10(root="here", train=True, transform=steps)
      batches = DataLoader(learned, batch_size=50, shuffle=True)
      """
    ])
  }

  private static func steps(_ code: String) -> [String] {
    var yaml = DraftYAML()
    let lines = cells(code).flatMap { $0.actions.flatMap { yaml.lines(of: $0) } }
    guard let start = lines.firstIndex(of: "  steps:") else { return [] }
    return lines[(start + 1)...].prefix { $0.hasPrefix("    - ") }.map { String($0.dropFirst(6)) }
  }

  @Test(arguments: [
    ("transforms.RandomHorizontalFlip()", "random_horizontal_flip"),
    ("transforms.RandomHorizontalFlip(0.3)", "random_horizontal_flip: 0.3"),
    ("transforms.RandomVerticalFlip(p=1)", "random_vertical_flip: 1"),
    ("transforms.RandomCrop(28)", "random_crop: [28, 28]"),
    (
      "transforms.RandomCrop((28, 24), padding=4)",
      "random_crop: {size: [28, 24], padding: 4}"
    ),
    (
      "transforms.RandomCrop(32, (4, 2), False, 0, \"constant\")",
      "random_crop: {size: [32, 32], padding: [4, 2]}"
    ),
  ])
  func takesFlipsAndCropsAsSteps(code: String, step: String) {
    let whole = code + ", transforms.ToTensor()"
    #expect(Self.cells(whole).flatMap(\.problems).isEmpty)
    #expect(Self.steps(whole) == ["rgb", "resize: [32, 32]", step, "to_tensor"])
  }

  @Test(arguments: [
    "transforms.RandomHorizontalFlip(p=share)", "transforms.RandomHorizontalFlip(0.3, 2)",
    "transforms.RandomCrop(28, padding=4, fill=3)", "transforms.RandomCrop(28, padding=(1, 2, 3))",
    "transforms.RandomCrop(28, padding=4, padding_mode=\"reflect\")",
    "transforms.RandomCrop(28, pad_if_needed=True)", "transforms.RandomCrop(side)",
    "transforms.ColorJitter(0.2)", "transforms.RandomRotation(10)",
    "transforms.RandomHorizontalFlip(), transforms.Resize((16, 16))",
    "transforms.RandomCrop(28), transforms.CenterCrop(24)",
  ])
  func marksWhatALessonCannotSay(code: String) {
    let whole = code + ", transforms.ToTensor()"
    #expect(!Self.cells(whole).flatMap(\.problems).isEmpty)
    #expect(Self.steps(whole) == [])
  }
}
