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
  /// OpenBLAS's own description of its build.
  public var openblas: String
  /// The kernel family in use, such as `Haswell`.
  public var core: String
  /// Digest of a fixed set of small products: equal where the kernels round alike.
  public var kernelFingerprint: String

  enum CodingKeys: String, CodingKey {
    case version, openblas, core
    case kernelFingerprint = "kernel_fingerprint"
  }

  public init(version: String, openblas: String, core: String, kernelFingerprint: String) {
    self.version = version
    self.openblas = openblas
    self.core = core
    self.kernelFingerprint = kernelFingerprint
  }
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
