/// A lesson that uses every part of the format once, with nothing wrong in it.
enum SampleLesson {
  static let text = """
    ---
    id: 9_1
    title: "A sample: head and hand"
    notebook: {repository: somewhere/else, file: sample.ipynb, backbone: large}
    seed: 42
    parameters: {backbone: small, rows: 1000, lr: 5e-5, shuffle: true}
    profiles:
      quick: {rows: 64}
    departures:
      - {what: "small stands in for large", why: "it is smaller"}
    license: MIT
    ---

    # A *sample*

    Prose with `code {{not.read}}` and {{train.losses[0]:.4f}}.

    ```step train cell=1dD8-55X seed=7
    # a comment
    - train: head
      epochs: $epochs
      lr: 5e-5   # small
      betas: [0.9, 0.999]
    - notebook_printed: {printed_loss: [0.0109, 0.0113]}
    ```

    ```expect train
    when: {backbone: small, rows: 1000}
    losses[0]: 0.011 ± 0.0005   # as printed
    losses: decreasing
    ```

    <!-- claim low cell=4 question=why holds=no -->
    The loss is low.

    ```check
    when: any
    train.losses[0]: < 0.3
    ```
    <!-- end -->

    <!-- question why points=2.5 -->
    Why is *that*?
    <!-- end -->

    <!-- hint why -->
    - Look at {{train.epochs:d}} epochs.
    <!-- end -->

    <!-- answer why -->
    Because.

    ```check
    value: 0.69 ± 0.01
    choice: b
    ```
    <!-- end -->

    ```swift
    let code = "any language"
    ```

    """
}
