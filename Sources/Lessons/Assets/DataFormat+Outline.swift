import Engine

extension DataFormat {
  /// What is known of a table before it is read; `nil` for texts.
  var outline: TableOutline? {
    switch self {
    case .csv, .aclImdb: nil
    case .numbers(let table): table.outline
    case .pictures(let folder, _):
      TableOutline(
        columns: [
          TableOutline.Column(
            name: PictureFolder.pictureColumn, picture: PictureLayout(isBytes: true, channels: 3)),
          TableOutline.Column(name: PictureFolder.classColumn, classNames: folder.classNames),
        ], target: PictureFolder.classColumn, rows: folder.files.count, parts: folder.parts)
    }
  }

  /// How many classes texts are of; `nil` for a table.
  var classes: Int? {
    switch self {
    case .csv(_, _, _, let classNames): classNames.count
    case .aclImdb: TextDataset.reviewClasses.count
    case .numbers, .pictures: nil
    }
  }
}
