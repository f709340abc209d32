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

  /// What torchvision's data sets hold.
  struct Pictures {
    /// The asset's name.
    var name: String
    /// Channels, height and width of a picture.
    var sample = [1, 28, 28]
    var classes = 10
    /// Pictures to train on; there are 10,000 to test with.
    var train = 60_000
    let test = 10_000
  }

  /// By the names of torchvision's classes.
  static let pictures: [String: Pictures] = [
    "MNIST": Pictures(name: "mnist"), "FashionMNIST": Pictures(name: "fashion-mnist"),
    "KMNIST": Pictures(name: "kmnist"),
    "CIFAR10": Pictures(name: "cifar10", sample: [3, 32, 32], train: 50_000),
    "CIFAR100": Pictures(name: "cifar100", sample: [3, 32, 32], classes: 100, train: 50_000),
  ]
}
