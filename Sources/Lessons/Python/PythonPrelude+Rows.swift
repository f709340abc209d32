extension PythonPrelude {
  /// Rows of CSV files, separated as this program separates them.
  static let rows = #"""

    def read_rows(path):
        """The rows of a CSV file by the names in its first line, separated by what that line has most of."""
        import csv
        import io
        csv.field_size_limit(sys.maxsize)
        text, counts, quoted = path.read_bytes().decode("utf-8-sig"), dict.fromkeys(",;\t", 0), False
        if text[:4] == "sep=" and text[4:5] in counts and text[5:6] in ("\n", "\r"):
            separator, text = text[4], text[5:].lstrip("\r\n")
        else:
            text = text.lstrip("\r\n")
            for character in text:
                quoted ^= character == '"'
                if not quoted and character in "\r\n":
                    break
                counts[character] = counts.get(character, 0) + (not quoted)
            separator = max(",;\t", key=counts.get)
        return csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)

    """#
}
