/// The expressions between the braces of an f-string.
enum FormattedString {
  static func fields(of text: String, depth: Int) -> [PythonExpression] {
    guard depth < 8 else { return [] }
    var fields: [PythonExpression] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{") {
      rest = rest[rest.index(after: open)...]
      if rest.first == "{" {
        rest = rest.dropFirst()
        continue
      }
      var level = 1
      let field = rest.prefix { character in
        if character == "{" { level += 1 }
        if character == "}" { level -= 1 }
        return level > 0
      }
      var parser = PythonExpressionParser(PythonLexer(String(field)).tokens, at: 0)
      fields.append(parser.expressionList())
      rest = rest[field.endIndex...]
    }
    return fields
  }
}
