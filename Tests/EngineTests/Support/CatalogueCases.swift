@testable import Engine

/// An option's value as a file of fixtures has it.
struct OptionJSON: Decodable, Sendable {
  let value: OptionValue

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      value = .flag(flag)
    } else if let whole = try? container.decode(Int.self) {
      value = .whole(whole)
    } else if let number = try? container.decode(Double.self) {
      value = .number(number)
    } else if let word = try? container.decode(String.self) {
      value = .word(word)
    } else {
      value = .list(try container.decode([OptionJSON].self).map(\.value))
    }
  }
}

extension [CatalogueEntry<any Loss>] {
  func make(_ name: String, _ options: [String: OptionValue] = [:]) throws -> any Loss {
    try find(name, in: self).make(Options(options))
  }
}

/// The entry of that name.
func find<Product>(
  _ name: String, in entries: [CatalogueEntry<Product>]
) throws -> CatalogueEntry<Product> {
  guard let entry = entries.first(where: { $0.name == name }) else {
    throw OptionProblem(name, "is in no catalogue")
  }
  return entry
}

/// Makes what an entry describes; what is wrong with the options, in the form `name: reason`.
func problem<Product>(
  _ name: String, _ options: [String: OptionValue], in entries: [CatalogueEntry<Product>]
) throws -> String? {
  do {
    _ = try find(name, in: entries).make(Options(options))
    return nil
  } catch let problem as OptionProblem {
    return "\(problem.option): \(problem.reason)"
  }
}
