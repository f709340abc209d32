"""A run's record, as Python values and as tables of pandas."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Union

if TYPE_CHECKING:
    import pandas

_PART = re.compile(r"\.?([^.\[\]]+)|\[(-?\d+)\]")


class Run:
    """A run that is complete: its report's folder and its record.

    `record` is what run.json holds. A path such as `train.losses[-1]` names a step's id and a
    result of it, as in lessons.
    """

    def __init__(self, folder: Union[str, Path]) -> None:
        self.folder = Path(folder)
        text = (self.folder / "run.json").read_text(encoding="utf-8")
        self.record: Dict[str, Any] = json.loads(text)

    def __repr__(self) -> str:
        return f"<Run of {self.record['lesson']['id']}: {self.record['status']}, {self.folder}>"

    @property
    def report(self) -> Path:
        """The page to open in a browser."""
        return self.folder / "report.html"

    def results(self, step: str) -> Dict[str, Any]:
        """All results of a step, by name."""
        for one in self.record["steps"]:
            if one["id"] == step:
                results: Dict[str, Any] = one["results"]
                return results
        known = ", ".join(one["id"] for one in self.record["steps"])
        raise KeyError(f"this run has no step {step}; it has {known}")

    def __getitem__(self, path: str) -> Any:
        """The value that a path names."""
        step, _, rest = path.partition(".")
        value: Any = self.results(step)
        place = 0
        while place < len(rest):
            match = _PART.match(rest, place)
            if match is None:
                raise KeyError(f"{path}: not a path such as train.losses[0]")
            name, index = match.groups()
            try:
                value = value[name] if index is None else value[int(index)]
            except (KeyError, IndexError, TypeError):
                here = path[: len(step) + 1 + match.start()]
                raise KeyError(f"{here} has no {match.group().lstrip('.')}") from None
            place = match.end()
        return value

    def steps(self) -> "pandas.DataFrame":
        """A row a step: its id, its cell, what became of it, and how long it took."""
        columns = ["id", "cell", "status", "seconds", "from_cache"]
        rows = [[step.get(name) for name in columns] for step in self.record["steps"]]
        return _pandas().DataFrame(rows, columns=columns).set_index("id")

    def frame(self, path: str) -> "pandas.DataFrame":
        """A result as a table: a list a row each, an object a column each."""
        value = self[path]
        rows: List[Any]
        if isinstance(value, list):
            rows = value
        else:
            rows = [value]
        if rows and all(isinstance(row, dict) for row in rows):
            return _pandas().json_normalize(rows)
        if rows and all(isinstance(row, list) for row in rows):
            return _pandas().DataFrame(rows)
        last = [name for name, _ in _PART.findall(path) if name][-1]
        return _pandas().DataFrame({last: rows})


def _pandas() -> Any:
    try:
        import pandas
    except ImportError:
        raise ImportError("tables need pandas: pip install pandas") from None
    return pandas
