"""`python -m lesson_replay` is the command `lesson`."""

from __future__ import annotations

import os
import sys

from ._command import LessonError, command


def main() -> None:
    """Becomes the command, with the arguments that this was given."""
    try:
        program = command()
    except LessonError as error:
        sys.exit(str(error))
    os.execv(program, ["lesson", *sys.argv[1:]])


if __name__ == "__main__":
    main()
