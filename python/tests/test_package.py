"""The package without a notebook."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import lesson_replay as lesson


def python(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False
    )


def test_has_the_command_beside_it() -> None:
    said = subprocess.run([lesson.command(), "--version"], capture_output=True, text=True)
    assert said.stdout.strip() == lesson.__version__


def test_is_the_command_as_a_module() -> None:
    assert python("-m", "lesson_replay", "list").stdout.startswith("6_1")
    assert python("-m", "lesson_replay", "run", "no-such").returncode == 64


def test_runs_a_lesson_offline_from_the_data_that_came_with_it(
    workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = lesson.show("6_1", profile="quick", offline=True)
    assert run.record["status"] == "complete"
    assert run.record["lesson"]["id"] == "6_1"
    assert run.report.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert not run.report.is_absolute() or workplace in run.report.parents
    assert f"Report, to open in a browser: {run.report}" in capsys.readouterr().out


def test_gives_results_by_path_and_as_tables(workplace: Path) -> None:
    pandas = pytest.importorskip("pandas")
    run = lesson.run("6_1", profile="quick", offline=True)
    steps = run.steps()
    assert list(steps["status"].unique()) == ["complete"]
    (name,) = [step["id"] for step in run.record["steps"] if "losses" in step["results"]]
    losses = run[f"{name}.losses"]
    frame = run.frame(f"{name}.losses")
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame["losses"]) == losses
    assert run[f"{name}.losses[-1]"] == losses[-1]
    with pytest.raises(KeyError, match="has no nothing"):
        run[f"{name}.nothing"]
    with pytest.raises(KeyError, match="no step nowhere"):
        run["nowhere.losses"]


def test_passes_options_on(workplace: Path) -> None:
    run = lesson.run(
        "6_1", seed=7, parameters={"epochs": 2}, out="elsewhere", offline=True, fresh=True
    )
    assert run.record["seed"] == 7
    assert run.record["parameters"]["epochs"] == 2
    assert run.folder.parts[-2] == "elsewhere"


def test_says_what_the_command_says(workplace: Path) -> None:
    with pytest.raises(lesson.LessonError, match="there is no lesson 9_9") as caught:
        lesson.run("9_9")
    assert caught.value.code == 64
    with pytest.raises(lesson.LessonError) as caught:
        lesson.run("9_1", offline=True)
    assert caught.value.code == 66


def test_says_where_it_looked_for_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(lesson.LessonError, match="pip install --force-reinstall"):
        lesson.command()
