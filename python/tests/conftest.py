"""Tests run in a folder of their own, with a cache of their own, on the installed package."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LESSON_HOME", str(tmp_path / "cache"))
    return tmp_path
