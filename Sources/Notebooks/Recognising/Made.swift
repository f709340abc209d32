/// Something that an action makes.
struct Made: Equatable {
  indirect enum Kind: Equatable {
    case dataset(split: String?)
    case tokenizer, tokenized, backbone
    case head(labels: Int?, module: Int)
    case network(Int, isFlat: Bool)
    case rowLoader(TableLoader)
    case sequential(backbone: String, head: String)
    case optimizer([String])
    case subset(of: String)
    case loader(of: String, batch: Meaning)
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
    case .sequential, .network: "model"
    case .optimizer: "optimizer"
    case .subset: "subset"
    case .loader, .rowLoader: "loader"
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
    case .loader, .rowLoader: .loader(name)
    case .network(let id, _): .module(id)
    }
  }
}
