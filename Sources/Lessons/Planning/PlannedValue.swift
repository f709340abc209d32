import Engine

/// What a name is bound to, as far as it is known before anything runs.
///
/// Models are shared objects, as in a notebook: `id` tells two names of one model from two models.
enum PlannedValue: Sendable, Equatable {
  case dataset(isTokenized: Bool, TextOutline)
  case tokenizer
  case backbone(id: Int)
  case head(id: Int, labels: Int)
  /// `pooling`: what the head is given of a text.
  case sequential(backbone: Int, head: Int, pooling: Pooling, labels: Int)
  /// What it steps, and whether it has a momentum that a schedule may change.
  case optimizer(parts: [PlannedPart], hasMomentum: Bool)
  /// `classNames`: what its texts are of, class 0 first; `nil` where that is not known before they are
  /// read.
  case subset(classNames: [String]?)
  case loader(classNames: [String]?)
  /// Rows of numbers and classes.
  case table(TableOutline)
  /// A table's rows in batches.
  case rowLoader(PlannedLoader)
  /// A model of layers.
  case network(PlannedNetwork)
  /// How columns were scaled: for each the number that is among its ``TableOutline/Column/scales``.
  case scaler(columns: [String: Int])
  /// Bound by an action that has been reported: nothing further is said about it.
  case unknown

  enum Kind: String, Sendable {
    case dataset = "data set"
    case tokenizedDataset = "tokenised data set"
    case tokenizer, backbone, head
    case sequential = "sequential model"
    case optimizer, subset, loader, table
    case rowLoader = "table's loader"
    case network = "model of layers"
    case scaler

    /// With its article: "an optimizer".
    var withArticle: String { (self == .optimizer ? "an " : "a ") + rawValue }
  }

  var kind: Kind? {
    switch self {
    case .dataset(let isTokenized, _): isTokenized ? .tokenizedDataset : .dataset
    case .tokenizer: .tokenizer
    case .backbone: .backbone
    case .head: .head
    case .sequential: .sequential
    case .optimizer: .optimizer
    case .subset: .subset
    case .loader: .loader
    case .table: .table
    case .rowLoader: .rowLoader
    case .network: .network
    case .scaler: .scaler
    case .unknown: nil
    }
  }

  /// The classes that the texts are of; `nil` where they are not known, or where there are none.
  var classNames: [String]? {
    switch self {
    case .dataset(_, let texts): texts.classNames
    case .subset(let names), .loader(let names): names
    default: nil
    }
  }

  /// The models that freezing or switching it is about, whole.
  var parts: [PlannedPart] {
    switch self {
    case .backbone(let id): [PlannedPart(model: id, layout: .backbone)]
    case .head(let id, _): [PlannedPart(model: id, layout: .head)]
    case .sequential(let backbone, let head, _, _):
      [PlannedPart(model: backbone, layout: .backbone), PlannedPart(model: head, layout: .head)]
    case .network(let network):
      [PlannedPart(model: network.id, layout: .network(network.tensors))]
    default: []
    }
  }
}

/// How a table's rows are handed out.
struct PlannedLoader: Sendable, Equatable {
  var table: TableOutline
  var batchSize: Int
  var dropsLast = false

  /// Rows of a batch, but for an epoch's last.
  var batch: Int { min(batchSize, table.rows) }
  /// Rows of a last batch that is shorter; 0 for none.
  var rest: Int { rows % loader.batchSize }
  /// Batches an epoch.
  var batches: Int { loader.batchCount }
  /// Rows that an epoch hands out.
  var rows: Int { loader.rowsPerEpoch }

  private var loader: DataLoader {
    DataLoader(
      rows: table.rows, batchSize: max(1, batchSize), sampler: .sequential, dropsLast: dropsLast)
  }
}

/// A name that stands for a value when the action is reached.
struct BoundName: Sendable, Equatable {
  var name: String
  var value: PlannedValue
}
