import Foundation
import Records

enum ReplaySteps {
  static let all = [
    loadData, loadBackbone, setUpHead, trainHead, predictGreat, predictTerrible, heldOut,
  ]

  static let loadData = StepRecord(
    id: "load-data", cell: "2", status: .complete, seconds: 1.31, seed: 42,
    results: [
      "splits": [
        "train": ["rows": 25000, "label_counts": ["negative": 12500, "positive": 12500]]
      ],
      "class_names": ["negative", "positive"],
    ])

  static let loadBackbone = StepRecord(
    id: "load-backbone", cell: "6", status: .complete, seconds: 0.08, seed: 42,
    results: [
      "max_length": 512, "padding": "max_length",
      "hidden_size": 384, "layers": 6, "heads": 12, "backbone_parameters": 22_713_216,
      "head_parameters": 24_770,
      "initial": [
        "linear1.weight": tensor(
          [64, 384], [0.039015196, 0.042356167, -0.011955168, 0.046877686]),
        "linear1.bias": tensor([64], [0.034284856, -0.0308254, 0.043556385, -0.019]),
        "linear2.weight": tensor([2, 64], [0.003990531, -0.044788256, -0.086624652, 0.0217]),
        "linear2.bias": tensor([2], [0.065745696, 0.035885677]),
      ],
    ])

  static let setUpHead = StepRecord(
    id: "setup-head", cell: "dtMB0dO8dNd-", status: .complete, seconds: 0.52, seed: 42,
    results: [
      "rows": 1000, "truncated_rows": 137, "label_counts": ["negative": 512, "positive": 488],
      "indices": .ints((0..<1000).map { ($0 * 7919 + 19923) % 25000 }),
      "lengths": .ints((0..<1000).map { $0 < 137 ? 512 : 43 + ($0 * 331) % 470 }),
      "requires_gradient": ["backbone": 0],
    ])

  static let trainHead = StepRecord(
    id: "train-head", cell: "1dD855X0dfgB", status: .complete, seconds: 38.4, seed: 42,
    results: training,
    printed: Replay.printed.enumerated().map { "Epoch [\($0 + 1)/10], Loss: \($1)" },
    notebookPrinted: ["printed_loss": .array(Replay.author.map(JSONValue.number))])

  static let training: [String: JSONValue] = [
    "losses": .array(Replay.losses.map(JSONValue.number)),
    "printed_loss": .array(Replay.printed.map(JSONValue.number)),
    "mean_loss": .array(Replay.means.map(JSONValue.number)), "epochs": 10, "batches": 63,
    "first_batch": [88, 494, 773, 894, 370, 750, 522, 119, 571, 348, 414, 673, 354, 61, 711, 551],
    "first_logits": [[0.07932897, 0.032963935], [0.07160465, 0.036677957]],
    "first_gradient_norms": ["linear1.weight": 0.086058494, "linear2.bias": 0.18998961],
    "order_sha256": .string(String(repeating: "0d", count: 32)),
    "final": ["linear2.bias": tensor([2], [0.0657922, 0.035839107])],
    "trainable_tensors": ["backbone": 0, "head": 4],
    "moved_tensors": ["backbone": 0, "head": 4],
    "moved_by_layer": [
      "backbone": ["layer2": 0, "layer10": 0, "embeddings": 0], "head": ["linear1": 2],
    ],
    "training_mode": ["backbone": false, "head": true], "tokens": 272_119,
    "padded_tokens": 512_000,
  ]

  static let predictGreat = StepRecord(
    id: "predict-great", cell: "12", status: .complete, seconds: 0.004, seed: 42,
    results: [
      "text": "This is a great movie!",
      "token_ids": [101, 2023, 2003, 1037, 2307, 3185, 999, 102],
      "logits": [0.06485241, 0.0461786], "probabilities": [0.50466835, 0.49533165], "argmax": 0,
      "printed_label": "positive", "dataset_label": "negative", "dropout_active": false,
    ], printed: ["Prediction for 'This is a great movie!': positive"],
    notebookPrinted: ["printed_label": "positive"])

  static let predictTerrible = StepRecord(
    id: "predict-terrible", cell: "18", status: .complete, seconds: 0.21, seed: 42,
    results: [
      "text": "This is a terrible movie!",
      "token_ids": [101, 2023, 2003, 1037, 6659, 3185, 999, 102],
      "logits": [0.0760018602, 0.0228110515], "probabilities": [0.5133, 0.4867], "argmax": 0,
      "printed_label": "positive", "dataset_label": "negative", "dropout_active": true,
      "repeated": [
        "draws": 64, "argmax_counts": [61, 3],
        "logits": .array(
          (0..<64).map { index in
            let wave = sin(Double(index) * 1.7) + cos(Double(index) * 0.61)
            return [.number(0.075 + wave * 0.011), .number(0.03 - wave * 0.013)]
          }),
      ],
    ], printed: ["Prediction for 'This is a terrible movie!': positive"],
    notebookPrinted: ["printed_label": "positive"])

  static let heldOut = StepRecord(
    id: "held-out", cell: nil, status: .complete, seconds: 9.7, seed: 42,
    results: [
      "held_out": [
        "rows": 250, "accuracy": 0.532, "mean_loss": 0.68994, "confusion": [[124, 5], [112, 9]],
        "classes": [
          "negative": ["precision": 0.5254237, "recall": 0.9612403, "f1": 0.6794521],
          "positive": ["precision": 0.6428571, "recall": 0.0743802, "f1": 0.1333333],
        ], "macro": ["precision": 0.5841404, "recall": 0.5178103, "f1": 0.4063927],
      ]
    ])

  private static func tensor(_ shape: [Int], _ first: [Double]) -> JSONValue {
    [
      "shape": .ints(shape), "first": .array(first.map(JSONValue.number)),
      "sha256": .string(String(repeating: "a7", count: 32)),
    ]
  }
}
