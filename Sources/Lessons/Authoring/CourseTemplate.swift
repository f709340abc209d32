import Foundation

/// A course to start from: two lessons that need neither data nor a model, what students are told,
/// and what has a service check the lessons on every change.
package struct CourseTemplate: Sendable {
  /// The files by their paths in the course's folder.
  ///
  /// The list of assets that lessons may name is not among them.
  package let files: [(path: String, text: String)]

  /// - Parameter version: of the program, which the course's checks install.
  /// - Throws: for a title that is not one line of text.
  package init(title: String, version: String) throws(LessonTemplate.Refusal) {
    let title = title.trimmingCharacters(in: .whitespaces)
    guard !title.isEmpty, !title.contains(where: \.isNewline) else {
      throw LessonTemplate.Refusal(description: "a title is one line of text")
    }
    let first = try LessonTemplate(id: "1_1", title: "A first lesson")
    files =
      first.files.map { ("lessons/\($0.name)", $0.text) } + [
        ("lessons/1_2.md", Self.lesson), ("lessons/1_2.instructor.md", Self.answers),
        ("README.md", Self.readme(title, version)), (".gitignore", Self.ignored),
        (".github/workflows/lessons.yml", Self.workflow(version)),
        (".gitlab-ci.yml", Self.job(version)),
        (".devcontainer/devcontainer.json", Self.container(version)),
      ]
  }

  private static let lesson = """
    ---
    id: "1_2"
    title: "What a network is made of"
    seed: 42
    parameters: {inputs: 10, hidden: 5}
    profiles:
      wide: {hidden: 50}
    ---

    # What a network is made of

    A network is a row of **layers**. A *linear* layer has a **weight** for each pair of an input and
    an output, and one more number for each output, its **bias**. Between two linear layers stands a
    bend, here *ReLU*, which turns negative values into zero and has no numbers of its own.

    ```step build
    - model:
        - hidden: {linear: [$inputs, $hidden]}
        - relu
        - out: {linear: [$hidden, 1]}
      as: network
    - summary: network
    ```

    This one is made of {{build.model_parameters:,d}} numbers, {{build.layers[0].parameters:,d}} of
    them in its first layer.

    ```expect build
    model_parameters: 61
    layers[0].parameters: 55
    ```

    ```expect build
    when: any
    initial.hidden.weight.first: finite
    ```

    <!-- question count points=2 asks=number -->
    How many numbers would the network be made of with 20 inputs and 8 hidden units? Type one whole
    number.
    <!-- end -->

    <!-- hint count -->
    Write down what each linear layer takes in and gives out. ReLU adds nothing.
    <!-- end -->

    <!-- claim first question=count holds=yes -->
    Somebody says that most of the numbers are in the first layer.

    ```check
    build.layers[0].parameters: > 31
    ```
    <!-- end -->

    """

  private static let answers = """
    # Lesson 1_2: answers and marking notes

    For instructors. A hand-out is the same folder without this file.

    <!-- answer count -->
    The first layer has 20 × 8 weights and 8 biases, the second 8 weights and one bias.

    value: 177

    ```check
    value: 177
    ```
    <!-- end -->

    """

  private static func readme(_ title: String, _ version: String) -> String {
    """
    # \(title)

    This course is worked through with `lesson`, which runs each lesson on your own machine and writes
    a report about what happened.

    ## Once

    ```sh
    pip install lesson-replay==\(version)
    ```

    ## Each lesson

    In this folder:

    ```sh
    lesson                    # which lessons there are, and what comes next
    lesson run 1_1 --open     # run one, and read its report in a browser
    lesson student 1_1        # makes 1_1.answers.md: write your answers into it
    lesson report 1_1 --student "YOUR NAME" --answers 1_1.answers.md
    ```

    Hand in `1_1-report.html`, which the last command writes. It holds your answers and your run.

    """
  }

  private static let ignored = """
    # What runs and hand-ins leave. Lessons, answers for instructors and the list of data stay.
    reports/
    *.partial
    *-handout/
    /*.answers.md
    /*-report.html
    /*-report.md

    """

  private static func workflow(_ version: String) -> String {
    """
    # Checks all lessons on every change. Reports and results are kept, also when a check fails.
    name: lessons
    on: [push, pull_request]

    jobs:
      check:
        runs-on: ubuntu-latest
        timeout-minutes: 60
        steps:
          - uses: actions/checkout@v4
          - uses: actions/cache@v4
            with:
              path: ~/.cache/lesson/assets
              key: lesson-assets-${{ hashFiles('lessons/assets.json') }}
          - run: pipx install lesson-replay==\(version)
          - run: lesson check --out reports --junit reports/check.xml
          - if: always()
            uses: actions/upload-artifact@v4
            with:
              name: lessons
              path: reports

    """
  }

  private static func job(_ version: String) -> String {
    """
    # Checks all lessons on every change. Reports and results are kept, also when a check fails.
    lessons:
      image: python:3-slim
      variables:
        LESSON_HOME: $CI_PROJECT_DIR/.lesson
      cache:
        key: {files: [lessons/assets.json]}
        paths: [.lesson/assets]
      script:
        - pip install lesson-replay==\(version)
        - lesson check --out reports --junit reports/check.xml
      artifacts:
        when: always
        paths: [reports]
        reports: {junit: reports/check.xml}

    """
  }

  private static func container(_ version: String) -> String {
    """
    {
      "name": "lesson",
      "image": "mcr.microsoft.com/devcontainers/python:3",
      "postCreateCommand": "pip install lesson-replay==\(version)"
    }

    """
  }
}
