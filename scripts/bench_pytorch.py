"""PyTorch's side of `lesson-bench --against-pytorch`: does a stage's work when it is told to.

Started by the benchmark. Answers each line of standard input with one line of JSON:

    step            the training's next batch: seconds, loss, and the rows it was made of
    encode 3 17 …   the features of these rows under no_grad and a fresh head's step on them
    memory          the process's peak resident size

Rows, seed and batch order are the benchmark's own: rows come as token ids in a file, and PyTorch's
data loader draws the order that the engine must draw too.
"""

import argparse
import json
import sys
import time
from array import array

try:
    import torch
    import transformers
except ImportError as problem:
    print(json.dumps({"missing": sorted({"torch", "transformers", problem.name or "torch"})}))
    sys.exit(1)


def read_rows(path):
    """Labels and token ids; for each row its label, its length and its ids as 32-bit numbers."""
    words = array("i")
    with open(path, "rb") as file:
        words.frombytes(file.read())
    rows, place = [], 0
    while place < len(words):
        label, length = words[place], words[place + 1]
        rows.append((label, words[place + 2 : place + 2 + length].tolist()))
        place += 2 + length
    return rows


class Head(torch.nn.Module):
    def __init__(self, width):
        super().__init__()
        self.inside = torch.nn.Linear(width, 64)
        self.outside = torch.nn.Linear(64, 2)

    def forward(self, features):
        return self.outside(torch.relu(self.inside(features)))


class Stage:
    """The models, the optimizer and the data of one stage, as the notebook sets them up."""

    def __init__(self, options):
        self.options = options
        rows = read_rows(options.rows)
        self.labels = torch.tensor([label for label, _ in rows])
        self.ids = [ids for _, ids in rows]
        self.backbone = transformers.AutoModel.from_pretrained(options.model)
        self.backbone.requires_grad_(options.stage == "tuned")
        self.backbone.train(options.stage != "frozen")
        self.loss = torch.nn.CrossEntropyLoss()
        self.head, self.optimizer = self.fresh_head(list(self.backbone.parameters()))
        self.loader = torch.utils.data.DataLoader(
            list(range(len(rows))), batch_size=options.batch_size, shuffle=True)
        torch.manual_seed(options.seed)
        self.batches = self.epochs()

    def fresh_head(self, others):
        torch.manual_seed(self.options.seed)
        head = Head(self.backbone.config.hidden_size)
        trained = list(head.parameters()) + (others if self.options.stage != "frozen" else [])
        return head, torch.optim.AdamW(trained, lr=5e-5, weight_decay=0.0005)

    def epochs(self):
        while True:
            yield from self.loader

    def padded(self, rows):
        """Token ids and mask of a batch, padded as the stage asks for."""
        length = max(len(self.ids[row]) for row in rows)
        if self.options.padding != "longest":
            length = int(self.options.padding)
        ids = torch.zeros(len(rows), length, dtype=torch.long)
        mask = torch.zeros(len(rows), length, dtype=torch.long)
        for place, row in enumerate(rows):
            ids[place, : len(self.ids[row])] = torch.tensor(self.ids[row])
            mask[place, : len(self.ids[row])] = 1
        return ids, mask

    def features(self, ids, mask):
        return self.backbone(input_ids=ids, attention_mask=mask).pooler_output

    def update(self, head, optimizer, features, rows):
        """Loss, backward and optimizer on features that may still be part of a graph."""
        loss = self.loss(head(features), self.labels[rows])
        loss.backward()
        optimizer.step()
        return loss.item()

    def step(self):
        rows = next(self.batches).tolist()
        ids, mask = self.padded(rows)
        begun = time.perf_counter()
        self.optimizer.zero_grad()
        loss = self.update(self.head, self.optimizer, self.features(ids, mask), rows)
        return {"seconds": time.perf_counter() - begun, "loss": loss, "rows": rows}

    def encode(self, rows):
        ids, mask = self.padded(rows)
        head, optimizer = self.fresh_head([])
        begun = time.perf_counter()
        with torch.no_grad():
            features = self.features(ids, mask)
        encoded = time.perf_counter()
        loss = self.update(head, optimizer, features, rows)
        ended = time.perf_counter()
        return {"seconds": ended - begun, "step": ended - encoded, "loss": loss, "rows": rows}


def peak_memory():
    """VmHWM, which unlike ru_maxrss starts anew with the program."""
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return {"bytes": int(line.split()[1]) * 1024}
    raise SystemExit("no VmHWM in /proc/self/status")


def main():
    cli = argparse.ArgumentParser()
    cli.add_argument("--model", required=True)
    cli.add_argument("--rows", required=True)
    cli.add_argument("--stage", choices=["frozen", "dropout", "tuned"], required=True)
    cli.add_argument("--padding", required=True, help="a length, or: longest")
    cli.add_argument("--threads", type=int, required=True)
    cli.add_argument("--seed", type=int, required=True)
    cli.add_argument("--batch-size", type=int, required=True)
    options = cli.parse_args()
    torch.set_num_threads(options.threads)
    transformers.utils.logging.disable_progress_bar()
    stage = Stage(options)

    versions = {"torch": torch.__version__, "transformers": transformers.__version__}
    print(json.dumps({"versions": versions}), flush=True)
    for line in sys.stdin:
        command, *rows = line.split()
        if command == "step":
            answer = stage.step()
        elif command == "encode":
            answer = stage.encode([int(row) for row in rows])
        elif command == "memory":
            answer = peak_memory()
        else:
            raise SystemExit(f"no such command: {command}")
        print(json.dumps(answer), flush=True)


main()
