/// What a value in a notebook's program stands for, as far as lessons have a word for it.
///
/// Names in it are the lesson's, not the notebook's.
indirect enum Meaning: Equatable {
  case unknown
  /// Something imported, such as `torch.nn`, or a name that nothing has been assigned to.
  case path(String)
  case number(String)
  case text(String)
  case truth(Bool)
  case none
  case list([Meaning])
  case mapping([String: Meaning])
  case function(PythonFunction)
  case definition(PythonClass)
  /// `self`, while a class is looked at: its place in ``Recognizer/objects``.
  case object(Int)
  case range(Meaning, Meaning)
  case device

  // Data.
  case dataset(String, isTokenized: Bool)
  case rows(Rows)
  /// What `map` hands its function, and a loader a loop: one row or many.
  case batch
  case column(String)
  case tokenizer(String)
  case encodedColumn(Encoding)
  case encodedText(String, tokenizer: String)
  case subset(String)
  case loader(String)
  /// How many batches a loader has.
  case count(loader: String)

  // Models.
  case backbone(Member)
  case configuration(backbone: String)
  case hiddenSize(backbone: String)
  case head(Member)
  case sequential(String)
  case layers([Layer])
  /// What has gone through some layers.
  case signal([Layer])
  /// The parameters of some models, and one of them in a loop.
  case parameters([String])
  case parameter([String])

  // What models give.
  case output(Features)
  case features(Features)
  case logits(Classification)
  /// The class that the `predict` at this place of the draft's actions chose.
  case prediction(Int)
  case isClass(Int, class: Int)

  // Training.
  case optimizer(String)
  case criterion
  case loss(Classification)
  case lossValue
  /// A sum of losses, by where it was last set to zero.
  case total(since: LoopLevel)
  /// What `print:` of `train` says.
  case printedLoss(String)

  /// Something new, which gets its name when it is assigned.
  case made(Made)
}

/// Some rows of a split.
struct Rows: Equatable {
  var dataset: String
  var isTokenized: Bool
  var split: String
  var isShuffled = false
  var seed: String?
  var skip: String?
  /// `nil` for all of them.
  var rows: String?
}

/// What a tokenizer is asked for.
struct Encoding: Equatable {
  var tokenizer: String
  var padding: String?
  var truncation: Bool?
  var maxLength: String?
}

/// A backbone or a head, called by its own name or as a part of a sequential model.
struct Member: Equatable {
  var name: String
  var via: String?
}

/// A layer of a head.
///
/// `order` counts the linear layers as they were made, which is the order of their random numbers.
enum Layer: Equatable {
  case linear(Meaning, Meaning, order: Int)
  case relu
}

/// The pooled output of a backbone.
struct Features: Equatable {
  enum Input: Equatable {
    case batch
    case text(String, tokenizer: String)
  }

  var backbone: Member
  var input: Input
  /// Whether it was computed under `no_grad`.
  var isDetached: Bool
}

/// A head's logits on features.
struct Classification: Equatable {
  var head: Member
  var features: Features
}

/// In which loop of a training something stands.
enum LoopLevel: Equatable { case outside, epoch, batch }

/// Something that an action makes.
struct Made: Equatable {
  enum Kind: Equatable {
    case dataset(split: String?)
    case tokenizer, tokenized, backbone
    case head(labels: Int?)
    case sequential(backbone: String, head: String)
    case optimizer([String])
    case subset, loader
  }

  var kind: Kind
  var action: DraftAction

  init(_ kind: Kind, _ action: DraftAction) { (self.kind, self.action) = (kind, action) }

  /// The lesson's name for it, where it is the first of its kind.
  var baseName: String {
    switch kind {
    case .dataset: "dataset"
    case .tokenizer: "tokenizer"
    case .tokenized: "tokenized"
    case .backbone: "backbone"
    case .head: "head"
    case .sequential: "model"
    case .optimizer: "optimizer"
    case .subset: "subset"
    case .loader: "loader"
    }
  }

  /// What it is once it has a name.
  func meaning(named name: String) -> Meaning {
    switch kind {
    case .dataset(let split?): .rows(Rows(dataset: name, isTokenized: false, split: split))
    case .dataset: .dataset(name, isTokenized: false)
    case .tokenizer: .tokenizer(name)
    case .tokenized: .dataset(name, isTokenized: true)
    case .backbone: .backbone(Member(name: name))
    case .head: .head(Member(name: name))
    case .sequential: .sequential(name)
    case .optimizer: .optimizer(name)
    case .subset: .subset(name)
    case .loader: .loader(name)
    }
  }
}
