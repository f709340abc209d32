"""The command `lesson`: where it is, and a run of it that can be watched and stopped."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sysconfig
import threading
from pathlib import Path
from typing import IO, Any, Callable, Dict, List, Optional, Sequence

Event = Dict[str, Any]

# Seconds in which a stopped run is to save what it has and to end.
_PATIENCE = 60.0


class LessonError(Exception):
    """What the command said when it did not do what was asked, and its exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code

    def _render_traceback_(self) -> List[str]:
        # IPython shows this in the place of Python's frames, which say nothing of the lesson.
        return [str(self)]


def command() -> str:
    """The path of the command that was installed with this package."""
    places = [Path(sysconfig.get_path("scripts"))]
    user = sysconfig.get_preferred_scheme("user") if hasattr(
        sysconfig, "get_preferred_scheme"
    ) else os.name + "_user"
    places.append(Path(sysconfig.get_path("scripts", scheme=user)))
    # `pip install --target` puts it beside the package.
    places.append(Path(__file__).resolve().parent.parent / "bin")
    for place in places:
        if os.access(place / "lesson", os.X_OK):
            return str(place / "lesson")
    looked = ", ".join(str(place) for place in places)
    raise LessonError(
        f"lesson: the command is not where this package was installed (looked in {looked}); "
        "install it again with `pip install --force-reinstall lesson-replay`",
        66,
    )


def call(arguments: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    """Runs the command to its end and takes all that it says."""
    return subprocess.run(
        [command(), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def follow(
    arguments: Sequence[str],
    on_line: Callable[[str], None],
    on_event: Callable[[Event], None],
) -> None:
    """Runs the command and tells of each line of results and each event as it comes.

    A KeyboardInterrupt asks the run to stop, waits until it has saved what it has, and goes on to
    the caller. Raises LessonError where the command ends with another code than 0.
    """
    process = subprocess.Popen(
        [command(), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        # A notebook's stop button signals the whole group: the run is to be asked once, by us.
        start_new_session=True,
    )
    output = _Output(process)
    messages: List[str] = []
    try:
        while True:
            item = output.next()
            if item is None:
                break
            _hand_over(item, on_line, on_event, messages)
    except BaseException:
        _stop(process)
        raise
    code = process.wait()
    if code != 0:
        said = "\n".join(messages) or f"lesson: ended with code {code} and did not say why"
        raise LessonError(said, code)


def _hand_over(
    item: "tuple[str, str]",
    on_line: Callable[[str], None],
    on_event: Callable[[Event], None],
    messages: List[str],
) -> None:
    stream, line = item
    if stream == "output":
        on_line(line)
        return
    event = _event(line)
    if event is None:
        messages.append(line)
    else:
        on_event(event)


def _event(line: str) -> Optional[Event]:
    """A line of progress; None where it is words for a person."""
    if not line.startswith("{"):
        return None
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and "event" in event else None


class _Output:
    """What a process writes to both of its streams, a line at a time, in the order it comes."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._lines: "queue.Queue[Optional[tuple[str, str]]]" = queue.Queue()
        self._open = 2
        for name, stream in (("output", process.stdout), ("errors", process.stderr)):
            assert stream is not None
            threading.Thread(target=self._read, args=(name, stream), daemon=True).start()

    def _read(self, name: str, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                self._lines.put((name, line.rstrip("\n")))
        self._lines.put(None)

    def next(self) -> "Optional[tuple[str, str]]":
        """The next line; None at the end of both streams."""
        while self._open > 0:
            try:
                # A wait without an end could not be interrupted everywhere.
                item = self._lines.get(timeout=0.2)
            except queue.Empty:
                continue
            if item is not None:
                return item
            self._open -= 1
        return None


def _stop(process: "subprocess.Popen[str]") -> None:
    """Asks a run to stop; one that does not, or a second interrupt, ends it."""
    try:
        process.send_signal(signal.SIGINT)
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    except BaseException:
        process.kill()
        process.wait()
        raise
