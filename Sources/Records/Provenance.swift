/// Data or weights that a run read.
package struct AssetRecord: Codable, Sendable, Equatable {
  package struct File: Codable, Sendable, Equatable {
    package var name: String
    package var bytes: Int
    package var sha256: String

    package init(name: String, bytes: Int, sha256: String) {
      (self.name, self.bytes, self.sha256) = (name, bytes, sha256)
    }
  }

  package var name: String
  package var files: [File]
  package var license: String?
  package var citation: String?
  /// A digest of how data are read, such as which class is which; `nil` for a model, and in records of
  /// versions before 0.12.
  package var readAs: String?

  enum CodingKeys: String, CodingKey {
    case name, files, license, citation
    case readAs = "read_as"
  }

  package init(
    name: String, files: [File], license: String?, citation: String?, readAs: String? = nil
  ) {
    (self.name, self.files, self.license, self.citation) = (name, files, license, citation)
    self.readAs = readAs
  }
}

/// What computed the results.
package struct EngineRecord: Codable, Sendable, Equatable {
  package var version: String
  /// Who multiplied: `exact`, whose bits are defined, or a library in the engine's place.
  ///
  /// `nil` in records of engines before 2.0, which multiplied with OpenBLAS.
  package var products: String?
  /// The kernels that computed, such as `avx2`: no result depends on them.
  package var kernels: String?
  /// In records of engines before 2.0: OpenBLAS's description of its build, its kernel family, and a
  /// digest of a fixed set of small products.
  package var openblas: String?
  package var core: String?
  package var kernelFingerprint: String?

  enum CodingKeys: String, CodingKey {
    case version, products, kernels, openblas, core
    case kernelFingerprint = "kernel_fingerprint"
  }

  package init(version: String, products: String, kernels: String) {
    (self.version, self.products, self.kernels) = (version, products, kernels)
  }

  /// The name of products whose bits are defined.
  package static let exactProducts = "exact"

  /// What the last bits of the results depend on beside the version: equal for two records whose
  /// results must be the same bits.
  package var rounding: String { products ?? kernelFingerprint ?? "unknown" }
}

/// The machine, without anything that names a person or a host.
package struct EnvironmentRecord: Codable, Sendable, Equatable {
  package var processor: String
  package var cores: Int
  package var threads: Int
  package var system: String
  /// Highest resident memory of the process, in bytes, when the record was written.
  package var peakMemoryBytes: Int?

  enum CodingKeys: String, CodingKey {
    case processor, cores, threads, system
    case peakMemoryBytes = "peak_memory_bytes"
  }

  package init(
    processor: String, cores: Int, threads: Int, system: String, peakMemoryBytes: Int? = nil
  ) {
    self.processor = processor
    self.cores = cores
    self.threads = threads
    self.system = system
    self.peakMemoryBytes = peakMemoryBytes
  }
}
