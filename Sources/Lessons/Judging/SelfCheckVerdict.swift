import Records

extension ParsedAnswer.SelfCheck {
  /// The verdict on a number that a student typed.
  ///
  /// An error, never a failure, where this asks for a choice, or where its constraint cannot be
  /// evaluated on a number.
  ///
  /// - Parameter run: the student's own run, for `= step.metric`.
  package func verdict(onValue value: Double, of run: RunRecord?) -> Verdict {
    guard case .value(let constraint) = self else { return .error }
    return constraint.evaluate(.number(value)) { path in
      run.flatMap { ResultPath(path)?.value(in: $0) }
    }.verdict
  }

  /// The verdict on a letter or word that a student chose, capitals apart.
  package func verdict(onChoice choice: String) -> Verdict {
    guard case .choice(let wanted) = self else { return .error }
    return choice.lowercased() == wanted.lowercased() ? .pass : .fail
  }
}
