"""What a notebook shows: a bar while a run goes on, and a report as a page within the page."""

from __future__ import annotations

import html
import sys
import time
from types import TracebackType
from typing import Any, Optional, Type

from ._command import Event


def _kernel() -> bool:
    """Whether a notebook shows what is displayed; a terminal with IPython does not."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and hasattr(shell, "kernel")


def show_page(page: str, height: int, place: str) -> None:
    """Shows a whole page.

    In a frame whose scripts have no part in the notebook's page: whatever a lesson, data or a
    student's answer may hold, it cannot reach the notebook.
    """
    if not _kernel():
        print(f"Report, to open in a browser: {place}")
        return
    from IPython.display import HTML, display

    display(
        HTML(
            f'<iframe srcdoc="{html.escape(page)}" sandbox="allow-scripts allow-downloads" '
            f'title="report" style="width:100%;height:{int(height)}px;border:1px solid #8888">'
            "</iframe>"
        )
    )


class Bar:
    """How far a run is; nothing where no notebook shows it."""

    def __init__(self, lesson: str) -> None:
        self._lesson = lesson
        self._handle: Any = None
        self._drawn = 0.0
        self._step = ""

    def __enter__(self) -> "Bar":
        if _kernel():
            from IPython.display import HTML, display

            self._handle = display(HTML(self._html(None, "starting")), display_id=True)
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        if kind is None:
            self._draw(1.0, "done")
        elif issubclass(kind, KeyboardInterrupt):
            self._draw(None, "stopped; the same call goes on from here")
        else:
            self._draw(None, "ended without a report")

    def update(self, event: Event) -> None:
        """Takes an event of `lesson run --progress json`."""
        kind = event["event"]
        if kind == "note":
            print(event.get("note", ""))
            return
        if kind not in ("step", "work"):
            return
        count = event.get("count") or 0
        step = event.get("step", "")
        self._step = f"step {event.get('index')} of {count}: {step}" if count else str(step)
        now = time.monotonic()
        done, total = event.get("done") or 0, event.get("total") or 0
        if kind == "work" and (now - self._drawn < 0.2 and done < total):
            return
        self._drawn = now
        words = [self._step]
        if total and count:
            words.append(f"{event.get('work')} {done} of {total}")
        if event.get("seconds_left") is not None:
            minutes, seconds = divmod(int(event["seconds_left"]) + 1, 60)
            words.append(f"{minutes}:{seconds:02} left")
        if event.get("loss") is not None:
            words.append(f"loss {event['loss']:.4f}")
        self._draw(done / total if total else 0.0, ", ".join(words))

    def _draw(self, fraction: Optional[float], words: str) -> None:
        if self._handle is not None:
            from IPython.display import HTML

            self._handle.update(HTML(self._html(fraction, words)))

    def _html(self, fraction: Optional[float], words: str) -> str:
        value = "" if fraction is None else f' value="{fraction:.3f}"'
        bar = f'<progress max="1"{value} style="width:12em"></progress> '
        shown = bar if fraction is not None or words == "starting" else ""
        return f"<div>{shown}{html.escape(f'{self._lesson}: {words}')}</div>"
