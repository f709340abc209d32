"""`%%lesson STEP`: a step typed into a notebook's cell, checked and run there.

Steps of earlier cells stay, so that a step uses what they made; a cell that is run again takes the
place of its step. `%lesson_reset` forgets them all.
"""

from __future__ import annotations

import html
import json
import re
import tempfile
from pathlib import Path
from typing import Any, Dict, List

from ._command import LessonError, call, follow
from ._display import Bar
from ._run import Run

_STEP = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class Results(Dict[str, Any]):
    """A step's results; a notebook shows them as a table."""

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{html.escape(name)}</td><td>{html.escape(_short(value))}</td></tr>"
            for name, value in sorted(self.items())
        )
        return f"<table><tr><th>result</th><th>value</th></tr>{rows}</table>"


def _short(value: Any, limit: int = 200) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= limit else text[: limit - 1] + "…"


class Session:
    """The steps that a notebook's cells have typed so far."""

    front = '---\nid: "cells"\ntitle: "Typed into a notebook"\nseed: 42\n---\n\n# Cells\n'

    def __init__(self) -> None:
        self.steps: Dict[str, str] = {}

    def reset(self) -> None:
        """Forgets all steps."""
        self.steps.clear()

    def run(self, step: str, body: str) -> Results:
        """Checks and runs a step after those that are there, and keeps it where it is valid."""
        if _STEP.fullmatch(step) is None:
            raise LessonError(
                "lesson: a cell begins with %%lesson and the step's id, such as %%lesson train", 64
            )
        if any(line.lstrip().startswith(("```", "~~~")) for line in body.splitlines()):
            raise LessonError("lesson: a step's actions are typed without a fence around them", 65)
        steps = {**self.steps, step: body}
        with tempfile.TemporaryDirectory(prefix="lesson-") as place:
            file = Path(place) / "cells.md"
            file.write_text(self._text(steps), encoding="utf-8")
            self._check(file, steps, step)
            self.steps = steps
            arguments = ["run", str(file), "--step", step, "--out", place]
            with Bar(step) as bar:
                follow([*arguments, "--progress", "json"], _print_results, bar.update)
            (record,) = Path(place).glob("*/run.json")
            return Results(Run(record.parent).results(step))

    def _text(self, steps: Dict[str, str]) -> str:
        parts = [self.front]
        for name, body in steps.items():
            parts.append(f"\n```step {name}\n{body.rstrip()}\n```\n")
        return "".join(parts)

    def _place(self, steps: Dict[str, str], line: int) -> "tuple[str, int]":
        """The step that a line of the text is in, and the line of its cell below the first."""
        first = self.front.count("\n") + 3
        for name, body in steps.items():
            count = body.rstrip().count("\n") + 1
            if line < first + count:
                return name, max(1, line - first + 1)
            first += count + 3
        return name, count

    def _check(self, file: Path, steps: Dict[str, str], step: str) -> None:
        outcome = call(["check", str(file), "--validate", "--json", "-"])
        try:
            found = json.loads(outcome.stdout)["lessons"][0]["diagnostics"]
        except (ValueError, LookupError):
            raise LessonError(outcome.stderr.strip(), outcome.returncode) from None
        errors: List[str] = []
        for one in found:
            name, line = self._place(steps, one["range"]["start"]["line"])
            where = f"line {line}" if name == step else f"step {name}, line {line}"
            words = f"{where}: {one['severity']}: {one['message']} [{one['code']}]"
            words += "".join(f"\n  note: {note}" for note in one["notes"])
            if one["severity"] == "error":
                errors.append(words)
            elif name == step:
                print(words)
        if errors:
            raise LessonError("\n".join(errors), 65)


def _print_results(line: str) -> None:
    if not line.startswith(("cells: ", "Report, to open in a browser: ")):
        print(line)


def register(shell: Any) -> None:
    """Makes the magics known to a shell of IPython's."""
    session = Session()

    def lesson(line: str, cell: str) -> Results:
        """Checks and runs a step: %%lesson STEP, and its actions below."""
        return session.run(line.strip(), cell)

    def lesson_reset(line: str) -> None:
        """Forgets the steps of all cells."""
        session.reset()

    shell.register_magic_function(lesson, "cell", "lesson")
    shell.register_magic_function(lesson_reset, "line", "lesson_reset")
