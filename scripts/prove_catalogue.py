"""Writes lessons that use every layer, loss, optimizer, schedule and data source, for `scripts/prove`.

    python3 scripts/prove_catalogue.py FOLDER

Fills FOLDER with lessons, an `assets.json` beside them, and data of its own. Each model is built and
trained for a dozen batches in steps of its own, so that a proof names the layer. What the catalogue has
and no lesson here uses ends the program: `docs/steps.md` says what there is.
"""

import json
import re
import struct
import sys
import zlib
from pathlib import Path

FLAT = ["flatten"]  # the digits are [1, 8, 8]
LINE = ["reshape: [-1, 1, 64]"]  # one channel
SERIES = ["linear: [1, 8]"]  # windows [rows, steps, 1]
CLASSES = "linear: [{0}, 10]"

# Each layer's variants between what makes its input and what makes the output of it.
PICTURE_LAYERS = {
    "conv2d": (["conv2d: [1, 4, 3]"], 144),
    "conv2d-options": (["{conv2d: [1, 4, [3, 2]], stride: [2, 1], padding: [1, 0], bias: false}",
                        "{conv2d: [4, 4, 3], groups: 2, dilation: 2, padding: same}"], 112),
    "conv_transpose2d": (["conv2d: [1, 4, 3]", "{conv_transpose2d: [4, 2, 3], stride: 2, padding: 1, "
                          "output_padding: 1}"], 288),
    "max_pool2d": (["conv2d: [1, 4, 3]", "max_pool2d: 2"], 36),
    "avg_pool2d": (["conv2d: [1, 4, 3]", "{avg_pool2d: 3, stride: 2, padding: 1}"], 36),
    "adaptive_avg_pool2d": (["conv2d: [1, 4, 3]", "adaptive_avg_pool2d: [[2, 3]]"], 24),
    "batch_norm2d": (["conv2d: [1, 4, 3]", "batch_norm2d: 4", "relu"], 144),
    "group_norm": (["conv2d: [1, 4, 3]", "group_norm: [2, 4]"], 144),
    "dropout2d": (["conv2d: [1, 4, 3]", "dropout2d: 0.3"], 144),
}
LINE_LAYERS = {  # a row of the digits as a series of one channel
    "conv1d": (["{conv1d: [1, 4, 5], stride: 2, dilation: 2, padding: 1}"], 116),
    "max_pool1d": (["conv1d: [1, 4, 3]", "max_pool1d: 2"], 124),
    "avg_pool1d": (["conv1d: [1, 4, 3]", "avg_pool1d: 2"], 124),
    "adaptive_avg_pool1d": (["conv1d: [1, 4, 3]", "adaptive_avg_pool1d: 5"], 20),
}
TABLE_LAYERS = {
    "linear": ["{linear: [64, 16], bias: false}"],
    "relu": ["linear: [64, 16]", "relu"],
    "leaky_relu": ["linear: [64, 16]", "{leaky_relu, negative_slope: 0.1}"],
    "elu": ["linear: [64, 16]", "elu"],
    "gelu": ["linear: [64, 16]", "gelu"],
    "gelu-tanh": ["linear: [64, 16]", "{gelu, approximate: tanh}"],
    "silu": ["linear: [64, 16]", "silu"],
    "tanh": ["linear: [64, 16]", "tanh"],
    "sigmoid": ["linear: [64, 16]", "sigmoid"],
    "softplus": ["linear: [64, 16]", "softplus"],
    "softmax": ["linear: [64, 16]", "softmax: 1"],
    "log_softmax": ["linear: [64, 16]", "log_softmax: -1"],
    "dropout": ["linear: [64, 16]", "dropout: 0.4"],
    "batch_norm1d": ["linear: [64, 16]", "batch_norm1d: 16", "tanh"],
    "layer_norm": ["linear: [64, 16]", "layer_norm: [16]"],
}
GRAPHS = {
    "add": ["first: {linear: [64, 16]}", "second: {linear: [16, 16]}", "third: relu",
            "sum: {add, of: [first, third]}"],
    "concatenate": ["first: {linear: [64, 10]}", "second: {linear: [64, 6], of: rows}",
                    "both: {concatenate, of: [first, second]}"],
    "shared": ["first: {linear: [64, 16]}", "second: {linear: [16, 16]}", "third: tanh",
               "again: {shared: second}"],
}
SERIES_LAYERS = {
    "rnn": ["{rnn: [8, 6], nonlinearity: relu, batch_first: true}", "{select: -1}"],
    "gru": ["{gru: [8, 6, 2], dropout: 0.2, batch_first: true}", "{select: -1}"],
    "lstm": ["{lstm: [8, 3, 2], dropout: 0.2, bidirectional: true, batch_first: true}", "{select: -1}"],
    "multihead_attention": ["{multihead_attention: [8, 2], batch_first: true, causal: true}",
                            "{select: -1}", "linear: [8, 6]"],
    "transformer_encoder_layer": ["{transformer_encoder_layer: [8, 2, 16], dropout: 0.1, "
                                  "activation: gelu, batch_first: true}", "{select: -1}",
                                  "linear: [8, 6]"],
}
# Three columns of words, of at most seven each.
WORD_LAYERS = {
    "embedding": ["embedding: [7, 4]", "flatten", "linear: [12, 6]"],
    "embedding-padding": ["{embedding: [9, 4], padding_idx: 0}", "{lstm: [4, 6], batch_first: true}",
                          "{select: -1}"],
    "embedding-each": ["who: {select: 0, of: input}", "name: {embedding: [5, 2], of: who}",
                       "what: {select: -1, of: input}", "kind: {embedding: [4, 4], of: what}",
                       "both: {concatenate, of: [name, kind]}"],
}
OPTIMIZERS = {
    "sgd": "{lr: 0.05, momentum: 0.9, nesterov: true, weight_decay: 0.01}",
    "adam": "{lr: 0.01, amsgrad: true, weight_decay: 0.01}",
    "adamw": "{lr: 0.01}",
    "nadam": "{lr: 0.01}",
    "rmsprop": "{lr: 0.002, momentum: 0.5, centered: true}",
    "adagrad": "{lr: 0.05, lr_decay: 0.01}",
    "adadelta": "{lr: 0.5}",
}
SCHEDULES = {
    "constant": "constant",
    "step": "{step: 4, gamma: 0.5}",
    "multi_step": "{multi_step: [[3, 7]]}",
    "exponential": "{exponential: 0.9}",
    "cosine": "{cosine: 10}",
    "cosine_restarts": "{cosine_restarts: 4, T_mult: 2}",
    "one_cycle": "{one_cycle: 0.1}",
    "linear_factor": "{linear_factor: 0.25, total_iters: 6}",
    "linear": "{linear: 3}",
    "plateau": "{plateau, patience: 0, threshold: 0.05}",
}
# Each with what the output goes through, and the data it fits.
LOSSES = {
    "cross_entropy": ("{cross_entropy, label_smoothing: 0.1, weight: [1, 2, 1, 1, 1, 1, 1, 1, 1, 0.5]}",
                      [], "digits"),
    "nll": ("nll", ["log_softmax: 1"], "digits"),
    "bce": ("bce", ["sigmoid"], "tumours"),
    "bce_with_logits": ("{bce_with_logits, pos_weight: [0.6]}", [], "tumours"),
    "mse": ("mse", [], "patients"),
    "l1": ("l1", [], "patients"),
    "smooth_l1": ("{smooth_l1, beta: 0.5}", [], "patients"),
    "huber": ("{huber, delta: 2}", [], "patients"),
}
NORMALIZE = "{normalize: {mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}}"
HELD_OUT = ["  schedule_by: epoch", "  validate: held_out"]

def lesson(name, title, steps):
    text = [f'---\nid: "{name}"\ntitle: "{title}"\nseed: 42\nlicense: Apache-2.0\n---\n\n# {title}\n']
    for step, lines in steps:
        text.append("```step " + step + " cell=none\n" + "\n".join(lines) + "\n```\n")
    return "\n".join(text)


def training(key, layers, loader="loader", loss="cross_entropy", optimizer="adam", options="{lr: 0.005}",
             more=()):
    """The steps that build a model and train it for a dozen batches."""
    key = key.replace("_", "-")
    name = key.replace("-", "_")
    build = ["- model:"] + [f"    - {layer}" for layer in layers] + [f"  as: {name}"]
    step = [f"- optimizer: {optimizer}", f"  parameters: {name}"]
    step += [f"  {option}" for option in options.strip("{}").split(", ") if option]
    step += [f"  as: optimizer_{name}", f"- train: {name}", f"  loader: {loader}",
             f"  optimizer: optimizer_{name}", f"  loss: {loss}", "  epochs: 12", "  max_batches: 12",
             *more]
    return [("make-" + key, build), ("train-" + key, step)]


DIGITS = ("data", ["- dataset: digits", "  as: digits", "- split: digits", "  test_size: 0.25",
                   "  random_state: 7", "  stratify: true", "  train: rows", "  test: others",
                   "- scale: [rows, others]", "  by: min_max", "  fitted_on: rows",
                   "- loader: rows", "  batch_size: 48", "  shuffle: true", "- loader: others",
                   "  batch_size: 100", "  as: held_out", "- loader: rows", "  batch_size: 450",
                   "  as: large"])


def series_data():
    return ("data", ["- dataset: airline", "  as: months", "- scale: months", "  by: min_max",
                     "  columns: [passengers]", "- windows: months", "  length: 6", "- split: windows",
                     "  test_size: 0.2", "  shuffle: false", "- loader: train_rows",
                     "  batch_size: 8"])


def table_data(source, name, columns_scaled="standard"):
    return (f"data-{name}", [f"- dataset: {source}", f"  as: {name}", f"- split: {name}",
                             "  test_size: 0.3", "  random_state: 3", f"  train: {name}_rows",
                             f"  test: {name}_others", f"- scale: [{name}_rows, {name}_others]",
                             f"  by: {columns_scaled}", f"  fitted_on: {name}_rows",
                             f"- loader: {name}_rows", "  batch_size: 32", "  shuffle: true",
                             f"  as: {name}_loader"])


def lessons():
    layers = [DIGITS]
    for key, (own, values) in PICTURE_LAYERS.items():
        layers += training(key, own + ["flatten", CLASSES.format(values)])
    for key, (own, values) in LINE_LAYERS.items():
        layers += training(key, LINE + own + ["flatten", CLASSES.format(values)])
    for key, own in (TABLE_LAYERS | GRAPHS).items():
        layers += training(key, (["rows: flatten"] if key in GRAPHS else FLAT) + own + ["out: {linear: [16, 10]}" if key in GRAPHS else CLASSES.format(16)])
    yield "layers", "Every layer on rows and pictures", layers

    series = [series_data()]
    for key, own in SERIES_LAYERS.items():
        series += training(key, SERIES + own + ["linear: [6, 1]"], "loader", "mse")
    yield "series", "Every layer on series", series

    words = [("data", ["- dataset: words", "  as: words", "- split: words", "  test_size: 0.25", "  random_state: 3",
                       "  train: some", "  test: others", "- loader: some", "  batch_size: 8",
                       "  shuffle: true", "- loader: others", "  batch_size: 5", "  as: held_out"])]
    for key, own in WORD_LAYERS.items():
        words += training(key, own + ["tanh", "linear: [6, 2]"], more=HELD_OUT[1:])
    words += [("score-words", ["- eval_mode: embedding", "- evaluate: embedding", "  rows: others",
                               "  loss: cross_entropy", "- predict: held_out", "  model: embedding",
                               "- baseline: others", "  from: some", "- show: words"])]
    yield "words", "Every layer on classes", words

    losses = [DIGITS, table_data("breast-cancer", "tumours"), table_data("diabetes", "patients")]
    inputs = {"digits": (64, 10, "loader"), "tumours": (30, 1, "tumours_loader"),
              "patients": (10, 1, "patients_loader")}
    for key, (loss, last, data) in LOSSES.items():
        width, out, loader = inputs[data]
        body = (FLAT if data == "digits" else []) + [f"linear: [{width}, 12]", "tanh", f"linear: [12, {out}]"] + last
        losses += training("loss-" + key, body, loader, loss)
    yield "losses", "Every loss", losses

    steps = [DIGITS]
    body = FLAT + ["linear: [64, 12]", "tanh", "linear: [12, 10]"]
    for key, options in OPTIMIZERS.items():
        steps += training("by-" + key, body, optimizer=key, options=options)
    for key, schedule in SCHEDULES.items():
        more, loader = [f"  schedule: {schedule}"], "loader"
        if key == "plateau":
            # After whole epochs, which a large batch makes short.
            more, loader = more + HELD_OUT, "large"
        steps += training("when-" + key, body, loader, optimizer="sgd",
                          options="{lr: 0.05, momentum: 0.9}", more=more)
    more = ["  accumulate: 3", "  max_grad_norm: 0.5"]
    steps += training("accumulated", body, optimizer="sgd", options="{lr: 0.05}", more=more)
    steps += training("best", body, "large", optimizer="sgd", options="{lr: 2.5}",
                      more=HELD_OUT[1:] + ["  early_stopping: {patience: 3}", "  restore_best: true"])
    yield "optimizers", "Every optimizer and schedule", steps

    data = [table_data("iris", "flowers"), table_data("wine", "wines", "min_max"),
            table_data("measures", "houses")]
    for key, width, out, loss in [("flowers", 4, 3, "cross_entropy"), ("wines", 13, 3, "cross_entropy"),
                                  ("houses", 2, 1, "mse")]:
        data += training("of-" + key, [f"linear: [{width}, {out}]"], key + "_loader", loss)
    data += [("data-shades", ["- dataset: shades", "  as: shades", "- split: shades",
                              "  parts: {shades_rows: train, shades_others: test}",
                              "- transform: shades_rows", "  steps: [to_tensor, {resize: [8, 8]}]",
                              "- transform: shades_others", "  steps: [{resize: [8, 8]}, to_tensor]",
                              "- loader: shades_rows", "  batch_size: 4", "  shuffle: true",
                              "  as: shades_loader"])]
    data += training("of-shades", ["flatten", "linear: [192, 2]"], "shades_loader", "cross_entropy")
    data += [("score-shades", ["- eval_mode: of_shades", "- evaluate: of_shades", "  rows: shades_others",
                               "- predict: shades_others", "  model: of_shades"]),
             ("see-shades", ["- pictures: shades_others", "- pictures: shades_others", "  name: wrong",
                             "  predictions: score-shades.predictions", "  only: mistakes",
                             "- dataset: shades", "  as: whole", "- pictures: whole", "  every: 5",
                             "  name: files"])]
    data += [("data-made", ["- circles: 101", "  noise: 0.05", "  factor: 0.4", "  random_state: 7", "  as: rings",
                            "- moons: 300", "  noise: 0.2", "  as: crescents", "- circles: 7", "  shuffle: false",
                            "  as: few", "- show: rings", "- show: few", "  rows: 7", "- loader: crescents",
                            "  batch_size: 16", "  shuffle: true", "  as: crescent_batches"])]
    data += training("made", ["linear: [2, 8]", "relu", "linear: [8, 2]"], "crescent_batches")
    yield "sources", "Every data source", data

    drawn = [("data", ["- dataset: shades", "  as: shades", "- split: shades",
                       "  parts: {shades_rows: train, shades_others: test}",
                       "- transform: shades_rows",
                       "  steps: [{resize: [9, 8]}, {random_crop: {size: [8, 8], padding: [1, 2]}},",
                       "    random_horizontal_flip, to_tensor, {random_vertical_flip: 0.3}, " + NORMALIZE + "]",
                       "- transform: shades_others",
                       "  steps: [{resize: [11, 10]}, to_tensor, " + NORMALIZE + ",",
                       "    {random_crop: {size: 8, padding: 1}}, {random_vertical_flip: 1}]",
                       "- loader: shades_rows", "  batch_size: 5", "  shuffle: true", "- loader: shades_others",
                       "  batch_size: 3", "  as: held_out", "- loader: shades_rows", "  batch_size: 7",
                       "  shuffle: true", "  as: again"])]
    body = ["conv2d: [3, 4, 3]", "relu", "dropout: 0.3", "flatten", "linear: [144, 2]"]
    drawn += training("drawn", body, more=HELD_OUT[1:] + ["  looks: [again]"])
    drawn += [("score-drawn", ["- eval_mode: drawn", "- evaluate: drawn", "  rows: held_out", "  loss: cross_entropy",
                               "- predict: again", "  model: drawn"]),
              ("see-drawn", ["- pictures: shades_rows", "- show: shades_others", "  rows: 1"]),
              ("data-numbers", ["- dataset: digits", "- transform: dataset",
                                "  steps: [{random_crop: {size: [7, 6], padding: 1}}, random_vertical_flip]",
                                "- split: dataset", "  parts: {some: 90, rest: rest}", "- loader: some",
                                "  batch_size: 16", "  shuffle: true", "  as: numbers"])]
    drawn += training("of-numbers", ["flatten", "linear: [42, 10]"], "numbers")
    yield "drawn", "Pictures that are drawn anew", drawn

    dealt = [("data", ["- dataset: iris", "- split: dataset", "  parts: {some: 101, held: 30, rest: rest}",
                       "  random_split: true", "- split: some", "  parts: {one: 71, other: 30}",
                       "  random_split: true", "  random_state: 9"]),
             ("loaders", ["- loader: one", "  batch_size: 8", "  sampler: subset_random", "  drop_last: true",
                          "- loader: other", "  batch_size: 7", "  shuffle: true", "  drop_last: true",
                          "  as: again", "- loader: held", "  batch_size: 8", "  sampler: subset_random",
                          "  as: held_out"])]
    body = ["linear: [4, 8]", "relu", "dropout: 0.2", "linear: [8, 3]"]
    dealt += training("dealt", body, more=HELD_OUT[1:] + ["  looks: [again]"])
    dealt += [("score", ["- eval_mode: dealt", "- evaluate: dealt", "  rows: again", "  loss: cross_entropy",
                         "- predict: held_out", "  model: dealt"])]
    yield "dealt", "Rows that are dealt out", dealt

    mixed = [("data", ["- dataset: mixed", "  target: price", "  as: homes", "- one_hot: homes",
                       "  columns: [heating]", "- split: homes", "  test_size: 0.25", "  train: some",
                       "  test: others", "- one_hot: [some, others]", "  drop_first: true",
                       "- scale: [some, others]", "  by: standard", "  columns: [year, price, rooms]",
                       "  as: units", "- loader: some", "  batch_size: 8", "  shuffle: true",
                       "- loader: others", "  batch_size: 11", "  as: held_out"])]
    mixed += training("mixed", ["linear: [8, 6]", "relu", "linear: [6, 1]"], loss="mse", more=HELD_OUT[1:])
    mixed += [("score-mixed", ["- eval_mode: mixed", "- evaluate: mixed", "  rows: held_out", "  loss: mse",
                               "  inverse: units", "- baseline: others", "  from: some", "  inverse: units",
                               "- predict: others", "  model: mixed", "  inverse: units", "- show: some"]),
              ("months", ["- dataset: airline", "  as: months", "- scale: months", "  by: min_max",
                          "  columns: [passengers]", "  as: range", "- windows: months", "  length: 5",
                          "- baseline: windows", "  guess: last_value", "  inverse: range"]),
              ("parts", ["- dataset: shades", "  as: dim", "- relabel: dim",
                         "  classes: {bright: [light], dull: [dark]}", "- transform: dim",
                         "  steps: [{resize: [6, 5]}, to_tensor]", "- scale: dim", "  by: min_max",
                         "- split: dim", "  parts: {dim_rows: train, dim_others: test}", "- show: dim_others",
                         "  rows: 1"])]
    yield "mixed", "Words beside numbers, and numbers in their units", mixed


def png(width, height, pixel):
    """A picture of three channels, [height, width, 3], as PNG."""
    rows = b"".join(b"\0" + bytes(v for x in range(width) for v in pixel(x, y)) for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def own_data(folder):
    """A table with a semicolon between columns, one of words, one of both, and two classes of pictures in two parts."""
    rows = ["rooms;year;target"]
    rows += [f"{1 + i % 7};{1900 + (i * 37) % 120};{(i % 7) * 2.5 + (i * 37) % 120 / 60 + 1:.3f}"
             for i in range(120)]
    (folder / "measures.csv").write_text("\n".join(rows) + "\n")
    rows = ["who,does,what,label"]
    rows += [f"{'abcde'[i % 5]},v{i * i % 7},{'wxyz'[i * 5 % 11 % 4]},{'no' if i % 5 + i * i % 7 > 4 else 'yes'}"
             for i in range(90)]
    (folder / "words.csv").write_text("\n".join(rows) + "\n")
    rows = ["town,rooms,year,heating,price"]
    rows += [f"{['Ulm', 'Bonn', 'Kiel', 'Aue'][i * 7 % 11 % 4]},{1 + i % 6},{1900 + i * 37 % 120},"
             f"{['gas', 'oil', 'wood'][(i * i + i) % 5 % 3]},{90 + 31 * (i % 6) + i * 37 % 120 + 13 * (i * 7 % 11 % 4)}"
             for i in range(96)]
    (folder / "mixed.csv").write_text("\n".join(rows) + "\n")
    for part, count in ("train", 12), ("test", 5):
        for number, shade in enumerate(("dark", "light")):
            place = folder / "shades" / part / shade
            place.mkdir(parents=True, exist_ok=True)
            for i in range(count):
                seed = i * 31 + number * 17 + len(part)
                # One of each class is larger than what `pictures` shows.
                picture = png(*((13, 11) if i else (200, 150)), lambda x, y: [
                    (number * 120 + (x * 7 + y * 13 + seed * 29 + channel * 41) % 120)
                    for channel in range(3)])
                (place / f"{i}.png").write_bytes(picture)


def check_complete(manual):
    """Ends where the manual names something that no lesson here uses."""
    here = {"Layers": {key for texts in [
        [line for own, _ in (PICTURE_LAYERS | LINE_LAYERS).values() for line in own],
        [line for own in (TABLE_LAYERS | GRAPHS | SERIES_LAYERS | WORD_LAYERS).values() for line in own],
        FLAT, LINE, SERIES,
    ] for line in texts for key in re.findall(r"[a-z_0-9]+", line)},
        "Optimizers": set(OPTIMIZERS), "Losses": set(LOSSES), "Schedules": set(SCHEDULES)}
    for section, used in here.items():
        text = manual.split(f"\n## {section}\n")[1].split("\n## ")[0]
        missing = set(re.findall(r"^- `([a-z_0-9]+)`", text, re.M)) - used
        if missing:
            sys.exit(f"prove_catalogue.py: {section} without a proof: {', '.join(sorted(missing))}")


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    root = Path(__file__).resolve().parent.parent
    check_complete((root / "docs/steps.md").read_text())
    (folder / "assets.json").write_text((root / "lessons/assets.json").read_text())
    own_data(folder)
    for name, title, steps in lessons():
        (folder / f"{name}.md").write_text(lesson(name, title, steps))
        print(name)


main()
