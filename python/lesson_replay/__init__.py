"""Lessons that replay a course's notebooks, run and shown from Python and from notebooks.

    import lesson_replay as lesson
    run = lesson.show("6_1")
    run.frame("train.losses")
"""

from __future__ import annotations

from ._command import LessonError, command
from ._exercises import Step, asset, begin, hand_in, step
from ._run import Run
from ._show import run, show
from ._version import __version__

__all__ = [
    "LessonError",
    "Run",
    "Step",
    "__version__",
    "asset",
    "begin",
    "command",
    "hand_in",
    "run",
    "show",
    "step",
]


def load_ipython_extension(shell: object) -> None:
    """Makes `%%lesson` known, as `%load_ext lesson_replay` asks for."""
    from ._magic import register

    register(shell)


def _register_where_ipython_runs() -> None:
    import sys

    # Not imported for its own sake: a program without a notebook does without IPython.
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None:
        load_ipython_extension(shell)


_register_where_ipython_runs()
