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

  /// What is known of texts before they are read; `nil` for a table.
  var texts: TextOutline? {
    switch self {
    case .csv(let table):
      TextOutline(
        classNames: table.classNames, splits: ["train": table.classRows?.reduce(0, +)])
    case .aclImdb:
      TextOutline(classNames: TextDataset.reviewClasses, splits: ["train": nil, "test": nil])
    case .numbers, .pictures: nil
    }
  }
}
