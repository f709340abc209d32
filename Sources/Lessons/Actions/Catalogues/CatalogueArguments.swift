import Base
import Engine

/// The options of all of a catalogue's entries as arguments of one action: each name once.
struct CatalogueArguments<Product> {
  /// In the words of a message: "optimizer".
  let what: String
  let entries: [CatalogueEntry<Product>]

  /// What the manual says of each option, and which entries have it.
  var descriptions: [ArgumentDescription] {
    var names: [String] = []
    for option in entries.flatMap(\.options) where !names.contains(option.name) {
      names.append(option.name)
    }
    return names.map(description)
  }

  private func owners(of name: String) -> [CatalogueEntry<Product>] {
    entries.filter { entry in entry.options.contains { $0.name == name } }
  }

  private func description(of name: String) -> ArgumentDescription {
    let owners = owners(of: name)
    let options = owners.compactMap { entry in entry.options.first { $0.name == name } }
    let summaries = unique(options.map(\.summary))
    let isOne = summaries.count == 1
    let help = summaries.map { summary in
      let own = owners.filter { entry in
        entry.options.contains { $0.name == name && $0.summary == summary }
      }
      return isOne && own.count == entries.count ? summary : "Of \(list(own)): \(summary)"
    }
    return ArgumentDescription(
      name: name, type: unique(options.map(\.expected)).joined(separator: ", or "),
      schema: options.first?.schema ?? [:], defaultText: defaultText(name, owners),
      help: help.joined(separator: " "))
  }

  /// The default; where entries differ, each default with the entries that have it.
  private func defaultText(_ name: String, _ owners: [CatalogueEntry<Product>]) -> String? {
    func fallback(_ entry: CatalogueEntry<Product>) -> String {
      entry.options.first { $0.name == name }?.fallback ?? "required"
    }
    let texts = unique(owners.map(fallback))
    guard texts.count > 1 else { return texts.first }
    return texts.map { text in "\(text) for \(list(owners.filter { fallback($0) == text }))" }
      .joined(separator: ", ")
  }

  private func unique(_ texts: [String]) -> [String] {
    texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func list(_ entries: [CatalogueEntry<Product>]) -> String {
    let names = entries.map(\.shortName)
    return names.count < 2
      ? names.joined()
      : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }

  /// Reads the options that an action gives for one of the entries.
  ///
  /// - Returns: `nil` where a diagnostic has been reported.
  func choice(_ entry: CatalogueEntry<Product>, _ reader: ActionReader) -> CatalogueChoice? {
    var choice = CatalogueChoice(name: entry.name)
    var isSound = true
    for argument in reader.action.arguments {
      let name = argument.name.value
      let owners = owners(of: name)
      guard !owners.isEmpty else { continue }
      guard let option = entry.options.first(where: { $0.name == name }) else {
        reader.report(
          "unknown-argument", at: argument.name.range,
          "\(entry.shortName) has no argument `\(name)`",
          notes: ["\(list(owners)) \(owners.count == 1 ? "has" : "have") it"])
        isSound = false
        continue
      }
      let type = ArgumentType<OptionValue>(option.expected) {
        value, scope throws(ArgumentProblem) in
        let value = try OptionValue(value, scope)
        guard option.accepts(value) else { throw .wrongType }
        return value
      }
      guard let value = reader.read(Argument(name, type, "")) else {
        isSound = false
        continue
      }
      choice.options[name] = value
    }
    guard isSound else { return nil }
    do throws(OptionProblem) {
      _ = try entry.make(Options(choice.options))
      return choice
    } catch {
      reader.report(
        error.reason.hasPrefix("is missing") ? "missing-argument" : "wrong-type",
        at: reader.range(of: error.option), "`\(error.option)` \(error.reason)")
      return nil
    }
  }
}

extension CatalogueEntry {
  /// PyTorch's own name, without its module.
  var shortName: String { pytorch.split(separator: ".").last.map(String.init) ?? name }
}

extension Array {
  /// The entry that a lesson names: as the catalogue does, or as PyTorch's class is called.
  func called<Product>(
    _ name: String
  ) -> CatalogueEntry<Product>? where Element == CatalogueEntry<Product> {
    first { $0.name == name || $0.shortName == name }
  }
}
