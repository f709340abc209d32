"""Spoils the lessons' scripts, one argument at a time, and asks whether a proof names the step.

    python3 scripts/prove_spoiled.py PYTHON [LESSON …]

PYTHON is one that has PyTorch. Prints a line a change, and ends with 1 where a proof passed, or named
another step. Where a change shows in a training, the batch is asked for, too: without `zero_grad` that of
6_2 parts in batch 3 by less than rounding may, since a first loss of 26,711 hardly moves in three steps.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

# Lesson, step, what is written there, what is written in its place, and what the proof has to name.
CHANGES = [
    ("6_1", "data", "test_size=114", "test_size=113", "tables"),
    ("6_1", "data", "random_state=42", "random_state=43", "indices"),
    ("6_1", "data", "fit(train_rows.columns[column].reshape(len(train_rows), -1))",
     "fit(tumours.columns[column].reshape(len(tumours), -1))", "scales"),
    ("6_1", "make-model", "nn.Linear(30, 1)", "nn.Linear(30, 1, bias=False)", "bias"),
    ("6_1", "train", "nn.BCELoss()", 'nn.BCELoss(reduction="sum")', "batch 1,"),
    ("6_1", "train", "for epoch in range(50)", "for epoch in range(49)", "losses"),
    ("6_2", "loaders", "shuffle=True", "shuffle=False", "train"),
    ("6_2", "parts", "test_size=89", "test_size=88", "tables"),
    ("6_2", "make-model", "nn.Linear(5, 5)", "nn.Linear(5, 6)", "make-model"),
    ("6_2", "make-model", "lr=0.001", "lr=0.01", "train"),
    ("6_2", "train", "nn.MSELoss()", "nn.L1Loss()", "batch 1,"),
    ("6_2", "train", "            optimizer.zero_grad()\n", "", "batch 4,"),
    ("6_2", "train", "            optimizer.step()\n", "            optimizer.step() if run.count > 30 else None\n",
     "losses[1]"),
    ("8_1", "data", "MinMaxScaler()", "MinMaxScaler((0, 2))", "scales"),
    ("8_1", "windows", "range(len(series) - 3)", "range(1, len(series) - 2)", "window"),
    ("8_1", "make-model", "dropout=0.2", "dropout=0.3", "batch 1,"),
    ("8_1", "make-model", "select(1, -1)", "select(1, 0)", "batch 1,"),
    ("8_1", "train", "weight_decay=0.0005", "weight_decay=0.005", "losses"),
    ("8_1", "train", "for epoch in range(20)", "for epoch in range(21)", "losses"),
    ("8_1", "test", "model.eval()\n", "model.train()\n", "predictions"),
    ("7_1", "make-model", "nn.BatchNorm2d(16)\n        self.pool1", "nn.BatchNorm2d(16, eps=1e-3)\n        self.pool1",
     "batch 1,"),
    ("7_1", "make-model", "nn.Dropout(0.25)", "nn.Dropout(0.2)", "batch 1,"),
    ("7_1", "data", "transforms.Normalize(mean=[0.485, 0.456, 0.406]",
     "transforms.Normalize(mean=[0.5, 0.456, 0.406]", "data"),
    ("7_1", "setup", "weight_decay=0.0005", "weight_decay=0.05", "train"),
]


def run(*command):
    return subprocess.run(["./lesson", *map(str, command)], capture_output=True, text=True)


def spoiled(script, step, old, new):
    """The script with one change in the step."""
    start = script.index(f'\nstep("{step}"')
    place = script.index(old, start)
    end = script.find('\nstep("', start + 1)
    if end != -1 and place > end:
        raise SystemExit(f"{step}: {old!r} stands nowhere in it")
    return script[:place] + new + script[place + len(old):]


def main():
    python, *chosen = sys.argv[1:]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for lesson, step, old, new, what in CHANGES:
            if chosen and lesson not in chosen:
                continue
            whole = Path(folder) / f"{lesson}.py"
            if not whole.exists():
                done = run("export", lesson, "--to", "python", "--profile", "quick", "--out", whole)
                if done.returncode:
                    raise SystemExit(done.stderr)
            changed = Path(folder) / "spoiled.py"
            changed.write_text(spoiled(whole.read_text(), step, old, new))
            said = run("prove", lesson, "--profile", "quick", "--python", python, "--script", changed, "--quiet")
            parts = re.search(r"parts from PyTorch \S+ in step (\S+), (.*)", said.stdout + said.stderr)
            named = parts and f"{parts[1]} {parts[2]}"
            # What a loader, an optimizer or a model only holds shows where it is used.
            good = bool(parts) and said.returncode == 1 and what in named and (
                parts[1] == step or what == "train" or what.startswith(("losses", "batch")))
            wrong += not good
            print(f"{'ok' if good else 'WRONG'}: {lesson} {step}: {old.strip()} -> {new.strip() or 'nothing'}: "
                  f"{named or said.stdout + said.stderr}", flush=True)
            changed.unlink()
    print(f"{wrong} wrong")
    sys.exit(wrong > 0)


main()
