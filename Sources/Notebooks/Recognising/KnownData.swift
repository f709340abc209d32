/// Data that notebooks load by a function or from an address, and that lessons have under a name.
struct KnownData {
  /// The asset's name.
  var name: String
  var rows: Int
  var sample: [Int]?
  var classes: Int?
  var target: String?
  var columns: [String]?

  /// By the name of scikit-learn's function.
  static let loaders: [String: KnownData] = [
    "load_breast_cancer": KnownData(
      name: "breast-cancer", rows: 569, sample: [30], classes: 2, target: "diagnosis"),
    "load_diabetes": KnownData(
      name: "diabetes", rows: 442, sample: [10], target: "progression"),
    "load_iris": KnownData(name: "iris", rows: 150, sample: [4], classes: 3, target: "species"),
    "load_wine": KnownData(name: "wine", rows: 178, sample: [13], classes: 3, target: "grower"),
  ]

  /// Series by the last part of the address.
  static let files: [String: KnownData] = [
    "airline-passengers.csv": KnownData(name: "airline", rows: 144, columns: ["passengers"])
  ]

  /// torchvision's data sets: the channels, height and width of a picture, and the classes.
  static let pictures: [String: (name: String, sample: [Int], classes: Int)] = [
    "MNIST": ("mnist", [1, 28, 28], 10), "FashionMNIST": ("fashion-mnist", [1, 28, 28], 10),
    "KMNIST": ("kmnist", [1, 28, 28], 10), "CIFAR10": ("cifar10", [3, 32, 32], 10),
    "CIFAR100": ("cifar100", [3, 32, 32], 100),
  ]
}
