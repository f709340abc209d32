/// Data or weights that a run read.
public struct AssetRecord: Codable, Sendable, Equatable {
  public struct File: Codable, Sendable, Equatable {
    public var name: String
    public var bytes: Int
    public var sha256: String

    public init(name: String, bytes: Int, sha256: String) {
      (self.name, self.bytes, self.sha256) = (name, bytes, sha256)
    }
  }

  public var name: String
  public var files: [File]
  public var license: String?
  public var citation: String?

  public init(name: String, files: [File], license: String?, citation: String?) {
    (self.name, self.files, self.license, self.citation) = (name, files, license, citation)
  }
}

/// What computed the results.
public struct EngineRecord: Codable, Sendable, Equatable {
  public var version: String
  /// Who multiplied: `exact`, whose bits are defined, or a library in the engine's place.
  ///
  /// `nil` in records of engines before 2.0, which multiplied with OpenBLAS.
  public var products: String?
  /// The kernels that computed, such as `avx2`: no result depends on them.
  public var kernels: String?
  /// In records of engines before 2.0: OpenBLAS's description of its build, its kernel family, and a
  /// digest of a fixed set of small products.
  public var openblas: String?
  public var core: String?
  public var kernelFingerprint: String?

  enum CodingKeys: String, CodingKey {
    case version, products, kernels, openblas, core
    case kernelFingerprint = "kernel_fingerprint"
  }

  public init(version: String, products: String, kernels: String) {
    (self.version, self.products, self.kernels) = (version, products, kernels)
  }

  /// The name of products whose bits are defined.
  public static let exactProducts = "exact"

  /// What the last bits of the results depend on beside the version: equal for two records whose
  /// results must be the same bits.
  public var rounding: String { products ?? kernelFingerprint ?? "unknown" }
}

/// The machine, without anything that names a person or a host.
public struct EnvironmentRecord: Codable, Sendable, Equatable {
  public var processor: String
  public var cores: Int
  public var threads: Int
  public var system: String
  /// Highest resident memory of the process, in bytes, when the record was written.
  public var peakMemoryBytes: Int?

  enum CodingKeys: String, CodingKey {
    case processor, cores, threads, system
    case peakMemoryBytes = "peak_memory_bytes"
  }

  public init(
    processor: String, cores: Int, threads: Int, system: String, peakMemoryBytes: Int? = nil
  ) {
    self.processor = processor
    self.cores = cores
    self.threads = threads
    self.system = system
    self.peakMemoryBytes = peakMemoryBytes
  }
}
