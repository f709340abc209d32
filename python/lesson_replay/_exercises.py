"""Takes down what a student's own PyTorch comes to, for `lesson diagnose` to hold against the replay.

    lesson.begin("6_1", seed=42)
    with lesson.step("train") as step:
        for rows, x, y in loader:
            ...
            step.loss(loss)
    lesson.hand_in("Ada Lovelace", "4711")

Nothing here changes a number but by seeding, which `step` does as the lesson does it. PyTorch is used
where the student's program has it, and never imported for its own sake.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import platform
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Dict, Iterable, List, Optional, Tuple, Type, Union

from ._command import LessonError, command
from ._version import __version__

FORMAT = "lesson-exercises"
VERSION = 1
_FIRST = 8
_SOURCE_LIMIT = 2 << 20


class Step:
    """What is taken down of one step of a lesson; made by `lesson.step`."""

    def __init__(self, name: str, seed: int) -> None:
        self._note: Dict[str, Any] = {"id": name, "seed": seed}
        self._devices: List[str] = []
        self._dtypes: List[str] = []

    def __enter__(self) -> "Step":
        if _STATE.open is not None:
            raise LessonError(f"step {_STATE.open} is still open: end it before another begins", 64)
        _STATE.open = self._note["id"]
        torch = sys.modules.get("torch")
        if torch is not None:
            torch.manual_seed(self._note["seed"])
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        _STATE.open = None
        if kind is not None:
            self._note["error"] = kind.__name__
        self._note["devices"], self._note["dtypes"] = self._devices, self._dtypes
        _STATE.take(self._note)

    def loss(self, loss: Any) -> None:
        """One batch's loss, as the loss function gives it."""
        value = self._number(loss, "a loss")
        self._note.setdefault("losses", []).append(value)

    def initial(self, model: Any) -> None:
        """The model's tensors before any training."""
        self._note["initial"] = self._tensors(model)

    def final(self, model: Any) -> None:
        """The model's tensors after the training."""
        self._note["final"] = self._tensors(model)

    def order(self, rows: Any) -> None:
        """The numbers of a batch's rows, batch by batch."""
        numbers = [int(row) for row in _flat(rows)]
        self._note.setdefault("order", []).extend(numbers)

    def printed(self, figure: Any) -> None:
        """A figure that a loop prints, such as an epoch's loss."""
        self._note.setdefault("printed", []).append(self._number(figure, "a printed figure"))

    def predictions(self, outputs: Any) -> None:
        """What the model gives for rows, one number each; several batches follow one another."""
        self._see(outputs)
        values = [_finite(value) for value in _flat(outputs)]
        self._note.setdefault("predictions", []).extend(values)

    def value(self, path: str, number: Any) -> None:
        """A number that the task asks for by name, such as `held_out.accuracy`."""
        self._note.setdefault("values", {})[str(path)] = self._number(number, path)

    def _number(self, value: Any, what: str) -> Optional[float]:
        self._see(value)
        values = _flat(value)
        if len(values) != 1:
            shape = list(getattr(value, "shape", [len(values)]))
            raise ValueError(f"{what} is one number, and this has the shape {shape}")
        return _finite(values[0])

    def _see(self, value: Any) -> None:
        """Notes where a tensor lies and how precise it is."""
        for known, name in ((self._devices, "device"), (self._dtypes, "dtype")):
            found = getattr(value, name, None)
            text = str(getattr(found, "type", found)) if name == "device" else str(found)
            text = text.replace("torch.", "")
            if found is not None and text not in known and len(known) < 16:
                known.append(text)

    def _tensors(self, model: Any) -> List[Dict[str, Any]]:
        if hasattr(model, "state_dict"):
            named: Iterable[Tuple[str, Any]] = model.state_dict().items()
        elif isinstance(model, dict):
            named = model.items()
        else:
            named = ((str(place), tensor) for place, tensor in enumerate(model))
        out = []
        for name, tensor in named:
            self._see(tensor)
            out.append(_tensor(str(name), tensor))
        return out


def begin(
    lesson: str,
    seed: int,
    parameters: Optional[Dict[str, Any]] = None,
    profile: Optional[str] = None,
    seeds: Optional[Dict[str, int]] = None,
) -> Dict[str, Any]:
    """Begins a record of a lesson's exercises, and returns the lesson's parameters.

    The notebook's first cell calls it. `seeds` names the steps whose seed is not the lesson's.
    """
    _STATE.clear()
    _STATE.lesson = lesson
    _STATE.head = {"lesson": lesson, "seed": seed, "parameters": parameters or {}, "profile": profile}
    _STATE.seed, _STATE.seeds = seed, dict(seeds or {})
    return dict(parameters or {})


def step(name: str) -> Step:
    """A step that you write: random numbers start again from the lesson's seed.

    What is recorded of it replaces what an earlier run of the same step has left.
    """
    if not _STATE.lesson:
        raise LessonError("which lesson is it? Run the first cell, with lesson.begin(…)", 64)
    return Step(name, _STATE.seeds.get(name, _STATE.seed))


def hand_in(name: str, id: str, file: Union[str, Path, None] = None) -> Path:
    """Writes the one file that you hand in: your record, and the notebook's source as text.

    An earlier record of yours in its place is replaced, and no other file.
    """
    if not _STATE.lesson:
        raise LessonError("there is nothing to hand in: run the notebook's cells first", 64)
    record = dict(_STATE.head)
    record.update(
        format=FORMAT,
        version=VERSION,
        student={"name": str(name), "id": str(id)},
        environment=_environment(),
        steps=list(_STATE.steps.values()),
        source=_source(),
    )
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", f"{_STATE.lesson}-{id or name}").strip("-") or "record"
    place = Path(file) if file is not None else Path(f"{safe[:100]}.exercises.json")
    _check_place(place)
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1)
    # Written beside it first: a stop in between leaves the old one whole.
    number, beside = tempfile.mkstemp(dir=place.parent, prefix=".lesson-", suffix=".new")
    try:
        with os.fdopen(number, "w", encoding="utf-8", errors="replace") as out:
            out.write(text + "\n")
        os.replace(beside, place)
    except BaseException:
        Path(beside).unlink()
        raise
    steps = ", ".join(_STATE.steps) or "no step"
    print(f"Hand in this file: {place} (it records {steps})")
    return place


def asset(name: str) -> str:
    """Where data or weights of a lesson lie; they are fetched where they are not here yet."""
    program = command()
    for fetch in (True, False):
        said = subprocess.run(
            [program, "assets", "--path", name], capture_output=True, text=True, check=False
        )
        if said.returncode == 0:
            return said.stdout.strip()
        if not fetch or subprocess.run([program, "fetch", name], check=False).returncode != 0:
            break
    raise LessonError(
        said.stderr.strip() + f"\nor say where it lies, in the notebook: ASSETS[{name!r}] = PATH",
        said.returncode,
    )


class _State:
    """The record that is being made."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.lesson = ""
        self.head: Dict[str, Any] = {}
        self.seed = 0
        self.seeds: Dict[str, int] = {}
        self.steps: Dict[str, Dict[str, Any]] = {}
        self.open: Optional[str] = None

    def take(self, note: Dict[str, Any]) -> None:
        earlier = self.steps.pop(note["id"], None)
        note["runs"] = (earlier["runs"] if earlier else 0) + 1
        self.steps[note["id"]] = note


_STATE = _State()


def _flat(values: Any) -> List[Any]:
    """Numbers in a list, whatever held them."""
    if hasattr(values, "detach"):
        values = values.detach()
    if hasattr(values, "tolist"):
        values = values.tolist()
    if isinstance(values, (list, tuple)):
        return [number for value in values for number in _flat(value)]
    return [values]


def _finite(value: Any) -> Optional[float]:
    """A number, or None where JSON has no word for it."""
    number = float(value)
    return number if math.isfinite(number) else None


def _tensor(name: str, tensor: Any) -> Dict[str, Any]:
    """A tensor's shape, digest in single precision, first values and norm."""
    values = tensor.detach().cpu().contiguous()
    single = values.float().flatten()
    try:
        raw = single.numpy().astype("<f4", copy=False).tobytes()
    except RuntimeError:  # a PyTorch without NumPy
        raw = struct.pack(f"<{single.numel()}f", *single.tolist())
    return {
        "name": name,
        "shape": list(values.shape),
        "dtype": str(values.dtype).replace("torch.", ""),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "first": [_finite(value) for value in single[:_FIRST].tolist()],
        "norm": _finite(single.double().norm().item()),
    }


def _environment() -> Dict[str, Any]:
    out: Dict[str, Any] = {
        "package": __version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
    torch = sys.modules.get("torch")
    if torch is not None:
        out.update(
            torch=str(torch.__version__),
            threads=torch.get_num_threads(),
            dtype=str(torch.get_default_dtype()).replace("torch.", ""),
        )
    return out


def _source() -> List[str]:
    """The cells that were run, in order, where IPython has them."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    cells = [str(cell) for cell in shell.user_ns.get("In", []) if cell] if shell is not None else []
    size, kept = 0, []
    for cell in reversed(cells):
        size += len(cell.encode("utf-8", "replace"))
        if size > _SOURCE_LIMIT:
            break
        kept.append(cell)
    return kept[::-1]


def _check_place(place: Path) -> None:
    """Refuses to write over what is no record of the same student."""
    if not place.exists() and not place.is_symlink():
        return
    try:
        there = json.loads(place.read_text(encoding="utf-8"))
        is_ours = there["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError):
        is_ours = False
    if not is_ours:
        raise LessonError(f"{place}: another file is there; name one with file=…", 64)
