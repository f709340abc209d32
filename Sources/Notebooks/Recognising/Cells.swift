/// Columns of a table's rows, as the notebook has them: a frame, an array or a tensor.
struct Cells: Equatable {
  enum Part: Equatable {
    case inputs, target
    /// Inputs and target, or all there is.
    case all
    case column(String)
    /// Of a file's table columns by name, or all but some: what a model does with them decides what they are.
    case named([String])
    case rest(without: [String])
  }
  enum Number { case double, float, whole }
  enum Form { case frame, array, tensor }
  /// As the lesson's model takes it; [rows]; or [rows, 1].
  enum Shape { case table, flat, tall }

  /// The lesson's name of the rows.
  var table: String
  var part: Part
  var number = Number.double
  var form = Form.array
  var shape = Shape.table
  /// How often these columns had been scaled.
  var version = 0
  /// The rows of it; `nil` for all.
  var range: Range<Int>?
  /// Whose batch it is: a loader's name, or of ``takeOneBatch(of:)``.
  var loader: String?
  /// The shape that each row has been given; `nil` for the table's own.
  var rowShape: [Int]?
  /// Which values of a column the notebook has put 0, 1 and so on in the place of.
  var numbered: [DraftEntry]?

  // No loader's name has a space.
  private static let oneBatch = "one batch of "

  /// Whether it is of one batch by itself, and not of each batch of a loop that is being followed.
  var isOneBatch: Bool { loader?.hasPrefix(Self.oneBatch) ?? false }

  mutating func takeOneBatch(of name: String) { loader = Self.oneBatch + name }
}

/// What is known of a table.
struct TableInfo: Equatable {
  /// The place of the action that reads it.
  var action: Int?
  /// How many rows it has; `nil` where the data are not known yet.
  var rows: Int?
  /// Of one row as it goes into a model.
  var sample: [Int]?
  var classes: Int?
  var target: String?
  /// The columns as the lesson has them, the target among them.
  var columns: [String]?
  /// Whose parts these rows are.
  var parent: String?
  /// How often its inputs and its target have been scaled.
  var inputScale = 0
  var targetScale = 0
  /// Where it is a series: whether windows of it have been cut, and how long.
  var window: (series: String, length: Int)?
  /// Pictures that are no numbers yet.
  var isRaw = false
  /// Where it was read from a file: what of it a model gets.
  var frame: FrameInfo?

  static func == (one: TableInfo, other: TableInfo) -> Bool {
    one.action == other.action && one.rows == other.rows && one.inputScale == other.inputScale
      && one.targetScale == other.targetScale && one.target == other.target
  }
}

/// A scaler of scikit-learn's.
struct ScalerInfo {
  var by: String
  var fitted: Cells?
  /// The place of the `scale`, once there is one.
  var action: Int?
  var tables: [String] = []
}

/// Rows as a data set: what goes in, and what it is to become.
struct Rowset: Equatable {
  var inputs: Cells
  var target: Cells?
}

/// A loader of a table's rows, or all of them at once.
struct TableLoader: Equatable {
  var rows: Rowset
  /// `nil` for all rows.
  var batchSize: Int?
  /// Whether the notebook has a loader of its own.
  var isLoader = true
  /// Whether a shorter last batch is left out: then not all rows are counted.
  var dropsLast = false
}

/// What a model of layers gives for some rows.
struct NetworkOutput: Equatable {
  enum Stage: Equatable {
    case raw
    /// The sigmoid of it, or the softmax along the classes.
    case sigmoid, softmax
    /// The class that is chosen: by a threshold, or by the largest.
    case classes(threshold: String?)
  }

  var model: Int
  var inputs: Cells
  var stage = Stage.raw
  /// Whether its shape is [rows] instead of [rows, 1].
  var isFlat = false
  var isDetached = false
  /// The first of each batch alone.
  var isFirst = false
  /// How often the model has been changed before.
  var state = 0
  /// Whether the model was in training mode, where that makes a difference.
  var isTraining = true
  /// The training in which it is computed; 0 for none.
  var round = 0
}

struct NetworkLoss: Equatable {
  var output: NetworkOutput
  var loss: LayerChoice
  var target: Cells
}

/// What is added up over the batches of rows that nothing is learned from.
struct Tally: Equatable {
  enum Kind: Equatable {
    case hits(NetworkOutput, Cells)
    case losses(NetworkLoss)
    /// Each times the batch's rows.
    case weightedLosses(NetworkLoss)
    case rows(Cells)
    case batches(String)
  }

  var kind: Kind
  var loader: String
}

/// What is collected over such batches.
struct Gathered: Equatable {
  enum Kind: Equatable {
    case outputs(NetworkOutput)
    case targets(Cells)
    case losses(NetworkLoss)
  }

  var kind: Kind
  var loader: String
  var isFirst = false
  /// Whether a scale has been undone.
  var scaler: Int?
}

/// A score of a model.
struct Score: Equatable {
  /// The place of the `evaluate`.
  var action: Int
  /// Its result's name, such as `held_out.accuracy`.
  var path: String
}

/// What an epoch of a training says of itself.
enum EpochFigure: Equatable {
  /// Over the rows that nothing is learned from: the mean of the batches' losses, or their sum.
  case validation(isSum: Bool)
  /// Something that `train` does not measure, such as the share of rows told rightly.
  case other
}

/// A figure of an earlier step.
struct Figure: Equatable {
  var action: Int
  var path: String
  var divisor: String?
  var places: Int?
}

/// What a growing list holds.
enum Growth: Equatable {
  case items([Meaning])
  /// What the `train` of this number calls a figure an epoch, or a batch.
  case series(String, Int)
  case gathered(Gathered)
  case other
}
