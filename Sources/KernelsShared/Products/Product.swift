import KernelInterface

/// How a product is cut into tiles.
///
/// Nothing here shows in the result.
///
/// A panel of B stays in the first-level cache while all rows of a chunk of A, which stays in the
/// second, pass over it: the order of Goto and van de Geijn, "Anatomy of High-Performance Matrix
/// Multiplication" (2008).
struct Product {
  /// Columns of a panel.
  @inline(__always)
  static var panel: Int { Shape.panelVectors &* Vector.scalarCount }
  /// Rows of A at a time.
  private static let chunk = 240

  let product: MatrixProduct
  /// Memory for a chunk of A in panels, where A is packed; for one or several panels of B; and for
  /// the tile that hangs over the last column.
  private let packedA: UnsafeMutablePointer<Float>?
  private let packedB: UnsafeMutablePointer<Float>
  private let edge: UnsafeMutablePointer<Float>

  static func run(_ product: MatrixProduct) {
    guard product.m > 0, product.n > 0 else { return }
    guard product.k > 0 else { return fillWithStart(product) }
    let block = min(product.k, MatrixProduct.blockLength)
    // Rows a multiple of 2 KiB apart would fall into the same few sets of the cache, and many rows
    // far apart have more pages than the processor knows the addresses of. So A is packed where that
    // is little beside the product.
    let packsA =
      product.aIsTransposed
      || (product.m > 4
        && product.n >= (product.aStride % 512 == 0 ? 4 : 16) &* panel)
    let chunkRows = min(product.m, chunk)
    let aCount =
      packsA ? groups(chunkRows) &* Packing.width(Shape.Tall.rows) &* block : 0
    // Panels of B serve all chunks of rows: one or a few where there is one chunk, else all.
    let panels = product.m > chunk ? (product.n &+ panel &- 1) / panel : Shape.mostPanels
    let bCount = panels &* panel &* block
    let edgeCount = Shape.Tall.rows &* panel
    withUnsafeTemporaryAllocation(
      byteCount: 4 &* (aCount &+ bCount &+ edgeCount), alignment: 64
    ) { bytes in
      guard let base = bytes.baseAddress else { return }
      let memory = base.bindMemory(to: Float.self, capacity: aCount &+ bCount &+ edgeCount)
      let work = Product(
        product: product, packedA: packsA ? memory + bCount + edgeCount : nil, packedB: memory,
        edge: memory + bCount)
      var first = 0
      while first < product.k {
        let length = min(block, product.k &- first)
        if product.m > chunk { work.packAll(first: first, length: length) }
        var row = 0
        while row < product.m {
          let rows = min(chunk, product.m &- row)
          work.multiply(firstRow: row, rows: rows, first: first, length: length)
          row &+= rows
        }
        first &+= length
      }
    }
  }

  /// Where k is 0 no sum is added.
  private static func fillWithStart(_ product: MatrixProduct) {
    var i = 0
    while i < product.m {
      let out = product.out + i &* product.outStride
      var j = 0
      while j < product.n {
        switch product.start {
        case .nothing: out[j] = 0
        case .output: break
        case .row(let row): out[j] = row[j]
        }
        j &+= 1
      }
      i &+= 1
    }
  }

  /// Groups of rows that some rows are cut into, as equal as possible.
  @inline(__always)
  private static func groups(_ rows: Int) -> Int {
    (rows &+ Shape.Tall.rows &- 1) / Shape.Tall.rows
  }

  /// Adds one block of k to a chunk of rows.
  private func multiply(firstRow: Int, rows: Int, first: Int, length: Int) {
    let groups = Self.groups(rows)
    let (fewest, larger) = (rows / groups, rows % groups)
    if let packedA { pack(firstRow, groups, fewest, larger, first, length, into: packedA) }
    var work = TileWork(
      k: length, a: product.a, aRowStride: product.aStride, aStep: 1, b: UnsafePointer(packedB),
      bStep: Self.panel, panelStride: Self.panel &* length, scale: product.scale, start: nil,
      startStride: 0, out: product.out, outStride: product.outStride)
    var column = 0
    while column < product.n {
      let most = rows <= 3 ? Shape.panels(rows: rows) : 1
      let panels = column &+ most &* Self.panel <= product.n ? most : 1
      let columns = min(panels &* Self.panel, product.n &- column)
      place(&work, column, columns, first, length, inPlace: groups == 1)
      var row = firstRow
      var group = 0
      var packed = packedA
      while group < groups {
        let count = group < larger ? fewest &+ 1 : fewest
        if let place = packed {
          let width = Packing.width(count)
          (work.a, work.aRowStride, work.aStep) = (UnsafePointer(place), 1, width)
          packed = place + width &* length
        } else {
          work.a = product.a + row &* product.aStride + first
        }
        work.out = product.out + row &* product.outStride + column
        setStart(&work, row, column, isFirst: first == 0)
        if columns < Self.panel {
          overhanging(work, rows: count, columns: columns)
        } else if panels == 1 {
          Shape.Tall.run(work, rows: count)
        } else if count == 1 {
          Shape.One.run(work)
        } else {
          Shape.Few.run(work, rows: count)
        }
        row &+= count
        group &+= 1
      }
      column &+= columns
    }
  }

  @inline(__always)
  private func setStart(_ work: inout TileWork, _ row: Int, _ column: Int, isFirst: Bool) {
    (work.start, work.startStride) = (UnsafePointer(work.out), work.outStride)
    guard isFirst else { return }
    switch product.start {
    case .nothing: work.start = nil
    case .output: break
    case .row(let row): (work.start, work.startStride) = (row + column, 0)
    }
  }

  /// A tile with fewer columns than a panel: computed beside the output, of which only its own
  /// columns are read and written.
  private func overhanging(_ work: TileWork, rows: Int, columns: Int) {
    var inner = work
    (inner.out, inner.outStride) = (edge, Self.panel)
    if let start = work.start {
      Self.copy(start, work.startStride, to: edge, Self.panel, rows: rows, columns: columns)
      (inner.start, inner.startStride) = (UnsafePointer(edge), Self.panel)
    }
    Shape.Tall.run(inner, rows: rows)
    Self.copy(edge, Self.panel, to: work.out, work.outStride, rows: rows, columns: columns)
  }

  @inline(__always)
  private static func copy(
    _ source: UnsafePointer<Float>, _ sourceStride: Int, to target: UnsafeMutablePointer<Float>,
    _ targetStride: Int, rows: Int, columns: Int
  ) {
    var i = 0
    while i < rows {
      var j = 0
      while j < columns {
        target[i &* targetStride &+ j] = source[i &* sourceStride &+ j]
        j &+= 1
      }
      i &+= 1
    }
  }

  // MARK: - Operands in panels

  /// Finds the panels of B from `column` on, packing them where they are not.
  ///
  /// - Parameter inPlace: whether rows of B may be read where they are, since no second group of
  ///   rows would read them again.
  private func place(
    _ work: inout TileWork, _ column: Int, _ columns: Int, _ first: Int, _ length: Int,
    inPlace: Bool
  ) {
    switch product.b {
    case .packed(let b):
      work.b = b + column &* product.k + first &* Self.panel
      work.panelStride = Self.panel &* product.k
    case .rows(let b, let stride) where inPlace && columns % Self.panel == 0:
      work.b = b + first &* stride + column
      (work.bStep, work.panelStride) = (stride, Self.panel)
    case _ where product.m > Self.chunk:
      (work.b, work.bStep) = (UnsafePointer(packedB) + column &* length, Self.panel)
      work.panelStride = Self.panel &* length
    case .rows, .columns:
      (work.b, work.bStep) = (UnsafePointer(packedB), Self.panel)
      work.panelStride = Self.panel &* length
      packPanels(column, columns, first, length)
    }
  }

  /// Packs all of a block of B, unless it is packed.
  private func packAll(first: Int, length: Int) {
    if case .packed = product.b { return }
    packPanels(0, product.n, first, length)
  }

  /// Packs the panels of some columns one after the other.
  private func packPanels(_ column: Int, _ columns: Int, _ first: Int, _ length: Int) {
    var done = 0
    while done < columns {
      Self.packPanel(
        of: product.b, column: column &+ done, columns: min(Self.panel, columns &- done),
        first: first, length: length, into: packedB + done &* length)
      done &+= Self.panel
    }
  }

  @inline(__always)
  private static func packPanel(
    of b: MatrixProduct.Right, column: Int, columns: Int, first: Int, length: Int,
    into out: UnsafeMutablePointer<Float>
  ) {
    switch b {
    case .rows(let b, let stride):
      Packing.copy(
        b + first &* stride + column, stride: stride, columns: columns, k: length, into: out,
        width: panel)
    case .columns(let b, let stride):
      Packing.transpose(
        b + column &* stride + first, stride: stride, rows: columns, k: length, into: out,
        width: panel)
    case .packed: break
    }
  }

  private func pack(
    _ firstRow: Int, _ groups: Int, _ fewest: Int, _ larger: Int, _ first: Int, _ length: Int,
    into out: UnsafeMutablePointer<Float>
  ) {
    var (row, out, group) = (firstRow, out, 0)
    while group < groups {
      let count = group < larger ? fewest &+ 1 : fewest
      let width = Packing.width(count)
      if product.aIsTransposed {
        Packing.copy(
          product.a + first &* product.aStride + row, stride: product.aStride,
          columns: min(width, product.m &- row), k: length, into: out, width: width)
      } else {
        Packing.transpose(
          product.a + row &* product.aStride + first, stride: product.aStride, rows: count,
          k: length, into: out, width: width)
      }
      out += width &* length
      row &+= count
      group &+= 1
    }
  }

  /// Floats of a packed B.
  static func packedCount(k: Int, n: Int) -> Int { (n &+ panel &- 1) / panel &* panel &* k }

  /// Writes all of B in panels.
  static func pack(
    _ b: MatrixProduct.Right, k: Int, n: Int, into out: UnsafeMutablePointer<Float>
  ) {
    var column = 0
    while column < n {
      packPanel(
        of: b, column: column, columns: min(panel, n &- column), first: 0, length: k,
        into: out + column &* k)
      column &+= panel
    }
  }
}
