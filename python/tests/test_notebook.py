"""The package in a notebook, on a kernel of Jupyter's."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path
from typing import Any, Iterator, List

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

HOSTILE = "</title><script>parent.document.title='gone'</script>\"'><img src=x onerror=alert(1)>"


class Notebook:
    """A kernel, and the cells that are run on it one after the other."""

    def __init__(self, folder: Path) -> None:
        self.client = NotebookClient(
            nbformat.v4.new_notebook(),
            kernel_name="python3",
            timeout=300,
            resources={"metadata": {"path": str(folder)}},
        )

    def run(self, source: str) -> List[Any]:
        cell = nbformat.v4.new_code_cell(source)
        self.client.nb.cells.append(cell)
        self.client.execute_cell(cell, len(self.client.nb.cells) - 1)
        return list(cell.outputs)


@pytest.fixture
def notebook(workplace: Path) -> Iterator[Notebook]:
    notebook = Notebook(workplace)
    with notebook.client.setup_kernel():
        notebook.run("import lesson_replay as lesson")
        yield notebook


def pages(outputs: List[Any]) -> List[str]:
    return [output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {})]


def text(outputs: List[Any]) -> str:
    return "".join(output.get("text", "") for output in outputs)


def test_shows_a_bar_and_the_report(notebook: Notebook) -> None:
    outputs = notebook.run("run = lesson.show('6_1', profile='quick', offline=True)")
    bar, frame = pages(outputs)
    assert "6_1: done" in bar
    match = re.fullmatch(r'<iframe srcdoc="([^"]*)" sandbox="([^"]*)" [^<>]*></iframe>', frame)
    assert match is not None
    assert "allow-same-origin" not in match.group(2)
    page = (notebook.run("run.report.read_text()"))[0]["data"]["text/plain"]
    assert html.unescape(match.group(1)).startswith("<!DOCTYPE html>")
    assert len(page) > 1000


def test_keeps_hostile_text_inside_its_frame(notebook: Notebook, workplace: Path) -> None:
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    lesson = f'---\nid: "bad"\ntitle: "{quoted}"\nseed: 1\n---\n\n# Bad\n\n'
    step = "```step a\n- head: 8\n  hidden: 4\n  labels: 2\n  as: head\n```\n"
    (workplace / "bad.md").write_text(lesson + step, encoding="utf-8")
    outputs = notebook.run("lesson.show('./bad.md')")
    bar, frame = pages(outputs)
    outside = re.sub(r'srcdoc="[^"]*"', "", frame) + bar
    assert "script" not in outside.replace("allow-scripts", "")
    assert "onerror" not in outside
    (path,) = workplace.glob("reports/*/report.html")
    (shown,) = re.findall(r'srcdoc="([^"]*)"', frame)
    assert html.unescape(shown) == path.read_text(encoding="utf-8")


def test_says_in_one_message_what_is_wrong(notebook: Notebook) -> None:
    with pytest.raises(CellExecutionError):
        notebook.run("lesson.show('9_9')")
    (error,) = [output for output in notebook.client.nb.cells[-1].outputs if output.output_type == "error"]
    assert error["ename"] == "LessonError"
    assert "\n".join(error["traceback"]).startswith("lesson: there is no lesson 9_9.")


def test_runs_steps_that_are_typed_into_cells(notebook: Notebook) -> None:
    notebook.run("%%lesson build\n- model:\n    - hidden: {linear: [10, 5]}\n    - relu\n    - out: {linear: [5, 1]}\n  as: network")
    outputs = notebook.run("%%lesson look\n- summary: network")
    (table,) = [page for page in pages(outputs) if page.startswith("<table>")]
    assert "<td>parameters</td><td>61</td>" in table


def test_names_the_line_of_a_mistake_in_the_cell(notebook: Notebook) -> None:
    notebook.run("%%lesson build\n- head: 8\n  hidden: 4\n  labels: 2\n  as: head")
    with pytest.raises(CellExecutionError, match="line 2: error: .*hiden"):
        notebook.run("%%lesson other\n- head: 8\n  hiden: 4\n  labels: 2\n  as: second")
    # What was wrong is not kept, so the next cell can be right.
    notebook.run("%%lesson third\n- head: 8\n  hidden: 4\n  labels: 2\n  as: third")
    with pytest.raises(CellExecutionError, match="begins with %%lesson and the step's id"):
        notebook.run("%%lesson\n- nothing: a")


def test_stops_when_the_kernel_is_interrupted(notebook: Notebook, workplace: Path) -> None:
    manager = notebook.client.km
    source = "lesson.show('6_1', parameters={'epochs': 2000000}, offline=True)"
    cell = nbformat.v4.new_code_cell(source)
    notebook.client.nb.cells.append(cell)
    seen: List[str] = []

    async def interrupt() -> None:
        import asyncio

        task = asyncio.ensure_future(notebook.client.async_execute_cell(cell, len(notebook.client.nb.cells) - 1))
        for _ in range(600):
            await asyncio.sleep(0.1)
            seen[:] = [page for page in pages(cell.outputs) if "training" in page]
            if seen:
                break
        await manager.interrupt_kernel()
        with pytest.raises(CellExecutionError, match="KeyboardInterrupt"):
            await task

    from nbclient.util import run_sync

    began = time.monotonic()
    run_sync(interrupt)()
    assert time.monotonic() - began < 120
    assert any("stopped; the same call goes on from here" in page for page in pages(cell.outputs))
    assert seen, "the training had not begun when the run was stopped"
    # The kernel goes on, and nothing of the run is left behind.
    outputs = notebook.run("import subprocess\nprint(subprocess.run(['pgrep', '-f', 'epochs=2000000'], capture_output=True).stdout)")
    assert text(outputs) == "b''\n"
    assert "done" in pages(notebook.run("r = lesson.show('6_1', profile='quick', offline=True)"))[0]
