"""Runs a lesson, and shows its report where a notebook is there to show it."""

from __future__ import annotations

from typing import Any, List, Mapping, Optional

from ._command import LessonError, follow
from ._display import Bar, show_page
from ._run import Run

# What `lesson run` says last of its report.
_REPORT = "Report, to open in a browser: "


def run(
    lesson: str,
    *,
    profile: Optional[str] = None,
    seed: Optional[int] = None,
    parameters: Optional[Mapping[str, Any]] = None,
    out: Optional[str] = None,
    fresh: bool = False,
    offline: bool = False,
    options: "tuple[str, ...]" = (),
) -> Run:
    """Runs a lesson, by name or by its file's path, with a bar that shows how far it is.

    The arguments are the options of `lesson run`; `options` takes others, such as
    ("--until", "train"). What the notebook's cells print is printed.
    """
    arguments: List[str] = ["run", lesson, "--progress", "json", *options]
    if profile is not None:
        arguments += ["--profile", profile]
    if seed is not None:
        arguments += ["--seed", str(seed)]
    for name, value in (parameters or {}).items():
        arguments += ["-p", f"{name}={value}"]
    if out is not None:
        arguments += ["--out", out]
    arguments += ["--fresh"] if fresh else []
    arguments += ["--offline"] if offline else []
    page = ""

    def take(line: str) -> None:
        nonlocal page
        if line.startswith(_REPORT):
            page = line[len(_REPORT) :]
        else:
            print(line)

    with Bar(lesson) as bar:
        follow(arguments, take, bar.update)
    if not page.endswith("/report.html"):
        raise LessonError("lesson: the run came to its end and named no report", 70)
    return Run(page[: -len("/report.html")])


def show(lesson: str, *, height: int = 700, **arguments: Any) -> Run:
    """Runs a lesson and shows its report in the cell; takes what `run` takes.

    `height` is that of the report on the page, in pixels.
    """
    result = run(lesson, **arguments)
    show_page(result.report.read_text(encoding="utf-8"), height, str(result.report))
    return result
