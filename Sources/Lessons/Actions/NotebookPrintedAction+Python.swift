import Engine
import Records

extension NotebookPrintedAction {
  func write(_ python: inout PythonScript) {
    let figures = (try? CanonicalJSON.text(.object(notebookPrinted))) ?? ""
    python.comment("The notebook's author saw: \(figures)")
  }
}
