/// Sizes for people, in powers of ten as download pages and disks give them.
public enum ByteCount {
  /// `612 bytes`, `83.5 MB`.
  public static func text(_ bytes: Int) -> String {
    switch bytes {
    case ..<1_000: "\(bytes) bytes"
    case ..<1_000_000: tenths(bytes, of: 1_000) + " kB"
    case ..<1_000_000_000: tenths(bytes, of: 1_000_000) + " MB"
    default: tenths(bytes, of: 1_000_000_000) + " GB"
    }
  }

  /// A limit that is a power of two: `256 KiB`, `32 MiB`.
  public static func limit(_ bytes: Int) -> String {
    bytes < 1 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB"
  }

  private static func tenths(_ bytes: Int, of unit: Int) -> String {
    let tenths = (bytes * 10 + unit / 2) / unit
    return "\(tenths / 10).\(tenths % 10)"
  }
}
