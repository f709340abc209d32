/// What stands before the steps of every script, and what stands there where a step needs it.
enum PythonPrelude {
  /// Keeps files beside a script from standing in for modules of their names: a lesson may be called
  /// `numbers`.
  static let ownPlace = [
    "import os", "import sys", "",
    "# Modules come from Python's own places, not from the folder of this script.",
    "here = os.path.dirname(os.path.abspath(__file__))",
    "sys.path[:] = [place for place in sys.path if os.path.abspath(place) != here]", "",
  ]

  /// - Parameter more: statements that a lesson's actions ask for.
  static func imports(_ more: Set<String>) -> [String] {
    let usual = [
      "import argparse", "import copy", "import hashlib", "import json", "import pathlib",
      "import sys", "", "import numpy as np", "import torch", "from torch import nn",
      "from torch.utils.data import DataLoader, Dataset",
    ]
    return usual + more.sorted()
  }

  static func text(_ part: PythonScript.Part) -> String {
    switch part {
    case .rows: rows
    case .tables: tables
    case .pictures: pictures
    case .texts: texts
    case .models: models
    case .training: training
    case .scores: scores
    case .sentences: sentences
    case .plots: plots
    case .gallery: gallery
    }
  }

  /// Every name that a script has beside the lesson's own.
  static let names: Set<String> = {
    let all = [core, notebook] + PythonScript.Part.allCases.map(text)
    var names: Set<String> = [
      "argparse", "copy", "hashlib", "json", "pathlib", "sys", "np", "torch", "nn", "DataLoader",
      "Dataset", "csv", "gzip", "sklearn", "transformers", "torchvision", "AutoModel",
      "AutoTokenizer", "train_test_split", "make_circles", "make_moons", "StandardScaler",
      "MinMaxScaler", "DummyClassifier",
      "DummyRegressor", "accuracy_score", "confusion_matrix", "mean_absolute_error",
      "mean_squared_error", "precision_recall_fscore_support", "r2_score", "load_file",
      "os", "here", "LESSON", "SEED", "TITLE", "PARAMETERS", "F", "np", "transforms", "PIL",
      "Image", "plt",
      "matplotlib", "lesson",
    ]
    for line in all.flatMap({ $0.split(separator: "\n") }) {
      for start in ["def ", "class "] where line.hasPrefix(start) {
        names.insert(
          String(line.dropFirst(start.count).prefix { $0.isLetter || $0.isNumber || $0 == "_" }))
      }
      let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      if !name.isEmpty, line.dropFirst(name.count).hasPrefix(" = ") { names.insert(String(name)) }
    }
    return names
  }()
}
