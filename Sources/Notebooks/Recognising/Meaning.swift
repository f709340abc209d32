import Engine

/// What a value in a notebook's program stands for, as far as lessons have a word for it.
///
/// Names in it are the lesson's, not the notebook's.
indirect enum Meaning: Equatable {
  case unknown
  /// Something imported, such as `torch.nn`, or a name that nothing has been assigned to.
  case path(String)
  case number(String)
  case text(String)
  /// Text that is put together of more than is known.
  case words([Piece])
  case truth(Bool)
  case none
  case list([Meaning])
  case mapping([String: Meaning])
  case function(PythonFunction, Closure)
  case definition(PythonClass)
  /// `self`, while a class is looked at: its place in ``Recognizer/objects``.
  case object(Int)
  case range(Meaning, Meaning)
  case device
  /// What is counted while something is gone through, and a mapping's keys with their values.
  case enumerated(Meaning)
  case items(Meaning)
  /// What comes out of something that is followed, by a way that is not.
  case derived(ofLoss: Bool)

  // Data.
  case dataset(String, isTokenized: Bool)
  case rows(Rows)
  /// What `map` hands its function, and a loader a loop: one row or many.
  case batch
  case column(String)
  case tokenizer(String)
  case encodedColumn(Encoding)
  case encodedText(EncodedText)
  case subset(String)
  case loader(String)
  /// A figure of matplotlib's, or axes of one.
  case drawing
  /// What `iter` gives of a table's loader.
  case batches(String)
  /// How many batches a loader has.
  case count(loader: String)

  // Models.
  case backbone(Member)
  case configuration(backbone: String)
  case hiddenSize(backbone: String)
  case head(Member)
  case sequential(String)
  /// A module of the notebook's, by its place in ``Recognizer/modules``.
  case module(Int)
  /// The weights of a model after so many trainings.
  case weights(Int, state: Int)
  /// A parameter of one number, by its place in ``Recognizer/ownParameters``, and a value times it.
  case own(Int)
  case scaled(Int, Signal)
  /// A tensor of a layer, by the layer and its name there.
  case tensor(Int, String)
  /// What has gone through a part of a model.
  case signal(Signal)
  /// How many rows (0), steps (1) and so on something has, whose first dimension is the batch.
  case extent(Int)
  case zeros([Meaning])
  /// `self.training`.
  case modeFlag
  /// The parameters of some models, and one of them in a loop.
  case parameters([String])
  case parameter([String])

  // What models give.
  case output(Features)
  case features(Features)
  case logits(Classification)
  /// Numbers of which the largest stands where the largest logit does.
  case probabilities(Classification)
  /// The class that the `predict` at this place of the draft's actions chose.
  case prediction(Int)
  case isClass(Int, class: Int, isNot: Bool)
  /// The word that stands for that class.
  case label(Int)

  // Training.
  case optimizer(String)
  case criterion(LayerChoice)
  case loss(Classification)
  /// A loss of a model of layers.
  case networkLoss(NetworkLoss)
  case schedule(Int)
  case lossValue
  /// A sum of losses, by where it was last set to zero.
  case total(since: LoopLevel)
  /// What `print:` of `train` says.
  case printedLoss(String)

  /// The number of the epoch, counted from 0, and what is added to it.
  case counter(Int)
  /// The same, divided by a number: what is left.
  case counterRest(Int, of: Int)
  /// Whether the epoch is one of those after which something happens: every so manieth.
  case isTurn(every: Int, isLate: Bool)
  /// The number of a batch, or what is computed of it.
  case batchNumber
  /// Whether something about the epoch's or the batch's number holds.
  case isSomeTurn
  /// The least loss over rows held out so far, less something; before the first epoch infinity.
  case best(less: String)
  /// Epochs since then.
  case idle
  case isBetter(by: String)
  case isPatience(Int)
  /// A loss of each row's own, added up in an epoch's batches: by the batches' rows.
  case rowTotal
  /// A list that grows, by its place in ``Recognizer/lists``.
  case growing(Int)
  case listLength(Int)
  case listSum(Int)

  // Tables.
  /// What scikit-learn's `load_…` gives.
  case bunch(String)
  case cells(Cells)
  /// Numbers that may become a column.
  case sequence(NumberSequence)
  /// A shape, and one extent of it.
  case shape(of: Cells)
  /// How many rows something has, less some.
  case length(Cells, less: Int)
  case slice(Meaning?, Meaning?, Meaning?)
  /// The place of a row that a data set is asked for, and what is added to it.
  case place(Int)
  /// Some steps of a series from such a place on: a window, or the step behind one.
  case window(Cells, from: Int, count: Int)
  case step(Cells, at: Int)
  case scaler(Int)
  case labelEncoder
  /// `frame.iloc`, or `frame.loc`.
  case locator(Cells, byName: Bool)
  case rowset(Rowset)
  /// Whole numbers one after the other, as an array of places.
  case places(Range<Int>)
  /// `SubsetRandomSampler` of such places.
  case sampler(Range<Int>)
  /// A generator of PyTorch's own, with its seed once that is set, and a number that tells it from others.
  case generator(Int, seed: String?)
  case transform([String])
  /// Numbers that PyTorch takes as a tensor.
  case constants([OptionValue])

  // What models of layers give.
  case result(NetworkOutput)
  case hits(NetworkOutput, Cells)
  case tally(Tally)
  case gathered(Gathered)
  case score(Score)
  /// Something of an epoch that `train` measures, or that it does not.
  case epochFigure(EpochFigure)
  /// A figure that an earlier step has measured.
  case figure(Figure)

  /// What is made of something that is to do: it is told of once.
  case broken

  /// Something new, which gets its name when it is assigned.
  case made(Made)
}

/// What a function takes along from where it is defined.
struct Closure: Equatable {
  var defaults: [String: Meaning] = [:]
  /// The call of the function around it; `nil` for none.
  var scope: Int?
}

/// A piece of what is printed.
enum Piece: Equatable {
  case text(String)
  /// The loss of the training of this number that `print:` calls by this name, in this format.
  case loss(Int, kind: String, format: String)
  case figure(Figure, format: String)
  /// A loss that is written in some other way.
  case otherLoss
  /// The class that a prediction chose, as a word or as its number.
  case label(Int)
  case classNumber(Int)
  /// Something that nothing is known of.
  case any
}

/// A sentence that is tokenised, or one of the lists that gives.
struct EncodedText: Equatable {
  var text: String
  var tokenizer: String
  var isPadded = false
  /// `nil` for all of them.
  var part: String?
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

/// The pooled output of a backbone.
struct Features: Equatable {
  enum Input: Equatable {
    case batch
    case text(String, tokenizer: String)
  }

  var backbone: Member
  var input: Input
  /// Whether it was computed under `no_grad`, or detached.
  var isDetached: Bool
}

/// A head's logits on features.
struct Classification: Equatable {
  var head: Member
  var features: Features
  var isDetached = false
}

/// In which loop of a training something stands.
enum LoopLevel: Equatable { case outside, epoch, batch, evaluation }
