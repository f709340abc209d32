"""The recorder, with and without PyTorch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict

import pytest

import lesson_replay as lesson


def record(path: Path) -> Dict[str, Any]:
    read: Dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def test_writes_what_was_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    assert lesson.begin("6_1", seed=42, parameters={"epochs": 2}) == {"epochs": 2}
    with lesson.step("train") as step:
        for loss in (0.5, 0.25):
            step.loss(loss)
        step.order([1, 0])
        step.order((2,))
        step.printed("0.2500")
        step.predictions([[0.1], [0.9]])
        step.value("held_out.accuracy", 0.75)
    path = lesson.hand_in("Ada Lovelace", "47/11")
    assert path == Path("6_1-47-11.exercises.json")
    assert "6_1-47-11.exercises.json" in capsys.readouterr().out
    said = record(path)
    assert (said["format"], said["version"], said["lesson"]) == ("lesson-exercises", 1, "6_1")
    assert said["student"] == {"name": "Ada Lovelace", "id": "47/11"}
    (train,) = said["steps"]
    assert train["losses"] == [0.5, 0.25]
    assert train["order"] == [1, 0, 2]
    assert train["printed"] == [0.25]
    assert train["predictions"] == [0.1, 0.9]
    assert train["values"] == {"held_out.accuracy": 0.75}


def test_says_null_where_a_number_is_not_finite() -> None:
    lesson.begin("6_1", seed=42)
    with lesson.step("train") as step:
        step.loss(float("nan"))
    assert record(lesson.hand_in("Ada", "1"))["steps"][0]["losses"] == [None]


def test_keeps_the_last_run_of_a_step_and_notes_how_it_ended() -> None:
    lesson.begin("6_1", seed=42)
    with pytest.raises(ZeroDivisionError):
        with lesson.step("train") as step:
            step.loss(1.0)
            raise ZeroDivisionError
    with lesson.step("train") as step:
        step.loss(2.0)
    (train,) = record(lesson.hand_in("Ada", "1"))["steps"]
    assert (train["losses"], train["runs"]) == ([2.0], 2)
    assert "error" not in train


def test_refuses_what_is_no_single_number_and_steps_within_steps() -> None:
    lesson.begin("6_1", seed=42)
    with lesson.step("train") as step:
        with pytest.raises(ValueError, match="a loss is one number"):
            step.loss([1.0, 2.0])
        with pytest.raises(lesson.LessonError, match="still open"):
            lesson.step("test").__enter__()


def test_writes_over_no_other_file() -> None:
    lesson.begin("6_1", seed=42)
    Path("mine.json").write_text("[]", encoding="utf-8")
    with pytest.raises(lesson.LessonError, match="another file"):
        lesson.hand_in("Ada", "1", file="mine.json")
    assert Path("mine.json").read_text(encoding="utf-8") == "[]"
    first = lesson.hand_in("Ada", "1")
    assert lesson.hand_in("Ada", "1") == first


def test_seeds_and_changes_no_other_number() -> None:
    torch = pytest.importorskip("torch")

    def losses(records: bool) -> Any:
        lesson.begin("6_1", seed=42, seeds={"special": 7})
        out = []
        with lesson.step("train") as step:
            if not records:
                torch.manual_seed(42)
            model = torch.nn.Linear(3, 1)
            if records:
                step.initial(model)
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
            for _ in range(3):
                loss = model(torch.randn(4, 3)).square().mean()
                if records:
                    step.loss(loss)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                out.append(loss.item())
            if records:
                step.final(model)
        return out

    assert losses(True) == losses(False)
    tensors = record(lesson.hand_in("Ada", "1"))["steps"]
    assert tensors[0]["id"] == "train"
    with lesson.step("special"):
        assert torch.initial_seed() == 7


def test_notes_shape_digest_and_precision_of_tensors() -> None:
    torch = pytest.importorskip("torch")
    lesson.begin("6_1", seed=42)
    with lesson.step("make-model") as step:
        step.initial({"w": torch.tensor([[1.0, 2.0]], dtype=torch.float64)})
    (made,) = record(lesson.hand_in("Ada", "1"))["steps"]
    (tensor,) = made["initial"]
    assert (tensor["name"], tensor["shape"], tensor["dtype"]) == ("w", [1, 2], "float64")
    # Over the values in single precision, little-endian.
    assert tensor["sha256"] == (
        "b9c80b5adeca450753a16950c3cc655d271f7bef7a485bc83f112b72fef21d37"
    )
    assert made["dtypes"] == ["float64"]
    assert made["devices"] == ["cpu"]
