import Records

/// A variant in brief, for an overview of many: what it changes, and the figures that come out
/// otherwise.
package enum VariantSummary {
  package static func blocks(plain: RunRecord, variant: RunRecord) -> [ReportBlock] {
    VariantChanges(plain: plain, variant: variant).blocks
      + VariantFigures(plain: plain, variant: variant, name: "the variant").blocks
  }

  /// The ids of the steps that are others.
  package static func steps(plain: RunRecord, variant: RunRecord) -> [String] {
    VariantChanges(plain: plain, variant: variant).changedSteps
  }
}
