"""PyTorch's side of the course's trainings for `lesson-bench --course`.

Started by the benchmark. Answers each line of standard input, a lesson's name and a number of epochs,
with one line of JSON: the seconds that PyTorch took for them. A third word names another training of
the lesson; each goes on from where it was left. Numbers are made up, of the shapes that
the lessons' data have; each loop is the one that its lesson replays.
"""

import argparse
import json
import sys
import time

try:
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
except ImportError:
    print(json.dumps({"missing": ["torch"]}))
    sys.exit(1)


class Forecast(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 50, 2, dropout=0.2, batch_first=True)
        self.fc = nn.Linear(50, 1)

    def forward(self, months):
        start = torch.zeros(2, months.shape[0], 50)
        output, _ = self.lstm(months, (start, start))
        return self.fc(output[:, -1, :])


def logistic():
    return nn.Sequential(nn.Linear(30, 1), nn.Sigmoid())


def dense():
    return nn.Sequential(nn.Linear(10, 5), nn.ReLU(), nn.Linear(5, 5), nn.ReLU(), nn.Linear(5, 1))


def convolutional():
    return nn.Sequential(
        nn.Conv2d(3, 16, 3), nn.ReLU(), nn.BatchNorm2d(16), nn.MaxPool2d(2),
        nn.Conv2d(16, 16, 3), nn.ReLU(), nn.BatchNorm2d(16), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(576, 24), nn.ReLU(), nn.Dropout(0.25), nn.Linear(24, 1), nn.Sigmoid(),
    )


def adam(rate, decay=0.0):
    return lambda parameters: torch.optim.Adam(parameters, lr=rate, weight_decay=decay)


# Model, shape of the rows, batch size (none: all rows at once, without a loader), shuffle, loss, optimizer.
LESSONS = {
    "6_1": (logistic, (455, 30), None, False, nn.BCELoss(), lambda p: torch.optim.SGD(p, lr=0.01)),
    "6_2": (dense, (353, 10), 50, True, nn.MSELoss(), adam(0.001)),
    "8_1": (Forecast, (112, 3, 1), 8, False, nn.MSELoss(), adam(0.01, 0.0005)),
    "7_1": (convolutional, (1581, 3, 32, 32), 128, True, nn.BCELoss(), adam(0.001, 0.0005)),
}


class Loop:
    def __init__(self, lesson):
        build, shape, size, shuffle, self.loss, optimizer = LESSONS[lesson]
        torch.manual_seed(42)
        self.model = build().train()
        self.optimizer = optimizer(self.model.parameters())
        rows, targets = torch.rand(shape) * 2 - 1, torch.randint(0, 2, (shape[0], 1)).float()
        self.batches = [(rows, targets)]
        if size:
            self.batches = DataLoader(TensorDataset(rows, targets), batch_size=size, shuffle=shuffle)

    def run(self, epochs):
        for _ in range(epochs):
            for rows, targets in self.batches:
                self.optimizer.zero_grad()
                loss = self.loss(self.model(rows), targets)
                loss.backward()
                self.optimizer.step()
                loss.item()


def main():
    cli = argparse.ArgumentParser()
    cli.add_argument("--threads", type=int, required=True)
    torch.set_num_threads(cli.parse_args().threads)
    print(json.dumps({"versions": {"torch": torch.__version__}}), flush=True)
    loops = {}
    for line in sys.stdin:
        lesson, epochs, *other = line.split()
        key = (lesson, *other)
        if key not in loops:
            loops[key] = Loop(lesson)
        loop = loops[key]
        start = time.perf_counter()
        loop.run(int(epochs))
        print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)


main()
