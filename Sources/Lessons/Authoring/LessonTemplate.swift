import Foundation
import Records

/// A small lesson to start from: it passes `lesson check` as it is, needs no data and no model, and
/// says in comments what each of its parts is for.
package struct LessonTemplate: Sendable {
  /// Why no lesson can be made of an id or a title.
  package struct Refusal: Error, Equatable, CustomStringConvertible {
    package var description: String
  }

  /// The files by name: the lesson, and the instructor's file beside it.
  package let files: [(name: String, text: String)]

  /// - Throws: for an id that is none, and for a title that breaks the lesson it is put into.
  package init(id: String, title: String) throws(Refusal) {
    guard DirectiveHeader.isID(id) else {
      throw Refusal(
        description: "`\(id)` cannot be an id: letters, digits, `-` and `_`, at most 64")
    }
    let trimmed = title.trimmingCharacters(in: .whitespaces)
    guard !trimmed.isEmpty, !trimmed.contains(where: \.isNewline) else {
      throw Refusal(description: "a title is one line of text")
    }
    guard let quoted = try? CanonicalJSON.text(.string(trimmed)) else {
      throw Refusal(description: "this title cannot be written down")
    }
    let lesson = Self.lesson(id: id, title: trimmed, quoted: quoted)
    // Whatever a title holds, the parser knows better than a list of characters would.
    let problems = LessonParser.parse(Data(lesson.utf8), file: "\(id).md").diagnostics
    if let problem = problems.first {
      throw Refusal(description: "this title cannot stand in a lesson: \(problem.message)")
    }
    files = [("\(id).md", lesson), ("\(id).instructor.md", Self.answers(id: id))]
  }

  private static func lesson(id: String, title: String, quoted: String) -> String {
    """
    ---
    # A lesson to start from. All of it is yours to change. After each change,
    # `lesson check \(id)` says what is wrong, or that nothing is.
    id: "\(id)"
    title: \(quoted)
    # Random numbers start from here in every step. `--seed 7` starts a run from elsewhere.
    seed: 42
    # Names with their defaults. A step writes $width, and `-p width=32` sets it for one run.
    parameters: {width: 8}
    # Values under a name: `lesson run \(id) --profile wide`.
    profiles:
      wide: {width: 16}
    ---

    # \(title)

    <!--
    A comment like this one shows nowhere. Remove it when you know what it says.

    What is neither fence nor comment is prose, in Markdown, and the reader sees it as it is.
    -->

    A **head** is a small network that turns a few numbers into a score for each class. Here one is
    made, with random numbers in it, before it has learned anything.

    <!--
    A step. Its body is a list of actions: `lesson steps` lists them all, and `lesson steps head`
    explains this one. `as` gives what was made a name, under which later steps use it.
    -->

    ```step build-head
    - head: $width        # inputs
      hidden: 4
      labels: 2           # classes
      as: head
    ```

    <!--
    A value of the run is put into prose by its path, a step's id and the name of a result, so that
    the sentence is true for every run. `lesson steps head` lists the results.
    -->

    It holds {{build-head.head_parameters:,d}} numbers.

    <!--
    What you expect of a run with the defaults. `lesson check` judges it. A bare number compares
    exactly; `0.693 ± 0.001`, `> 40`, `decreasing` and others say less.
    -->

    ```expect build-head
    head_parameters: 46
    ```

    <!-- What must hold for every run, whatever its parameters and seed. -->

    ```expect build-head
    when: any
    head_parameters: > 0
    initial.linear1.weight.first: finite
    ```

    <!--
    A question for the student, with a hint. The answer stands in \(id).instructor.md, which you do
    not hand out. `lesson student \(id)` writes the hand-out and a file to answer in.
    -->

    <!-- question count points=2 -->
    Where do the {{build-head.head_parameters:,d}} numbers come from? Work out how many there would
    be with 10 inputs, 4 hidden units and 2 classes.
    <!-- end -->

    <!-- hint count -->
    A layer has one weight for each pair of an input and an output, and one constant for each output.
    <!-- end -->

    <!--
    A sentence that somebody has claimed, made checkable. With question= it is folded behind that
    question in the report. holds=yes says that the claim is true.
    -->

    <!-- claim small question=count holds=yes -->
    Somebody says that such a head is small: it has fewer than a hundred numbers.

    ```check
    build-head.head_parameters: < 100
    ```
    <!-- end -->

    """
  }

  private static func answers(id: String) -> String {
    """
    # Lesson \(id): answers and marking notes

    For instructors. A hand-out is the same folder without this file.

    <!-- answer count -->
    The first layer has 10 × 4 weights and 4 constants, the second 4 × 2 weights and 2 constants.

    value: 54

    Marking: the question marks itself by the block below, which is read against such a line in a
    student's answer, and tried on the line above. Without the block it would wait for you.

    ```check
    value: 54
    ```
    <!-- end -->

    """
  }
}
