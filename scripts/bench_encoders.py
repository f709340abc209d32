"""Other engines' encoders for `lesson-bench --against-encoders`, in single precision.

Started by the benchmark. Answers each line of standard input with one line of JSON:

    engines           what there is to compare with, and which modules are missing
    run 2 5 6 7 …     the pooler's output of rows 5, 6, 7, … by engine 2, and how long it took
    short 2 10 200    the pooler's output of the last of 200 rows cut to 10 tokens, by engine 2, one row
                      after the other, and how long the median call took

Each engine encodes review by review at the review's own length. With several threads it is timed in
both ways there are: all threads on one review, and a review a thread.
"""

import argparse
import json
import sys
import tempfile
import time
from array import array
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

try:
    import numpy
except ImportError:
    print(json.dumps({"missing": ["numpy"]}))
    sys.exit(1)


def read_rows(path):
    """Token ids; for each row its label, its length and its ids as 32-bit numbers."""
    words = array("i")
    with open(path, "rb") as file:
        words.frombytes(file.read())
    rows, place = [], 0
    while place < len(words):
        length = words[place + 1]
        rows.append(words[place + 2 : place + 2 + length].tolist())
        place += 2 + length
    return rows


def bert_graph(folder, safe_open):
    """The model as ONNX Runtime's optimizer leaves a BERT: its own fused operators, nothing else."""
    from onnx import TensorProto, helper, numpy_helper

    config = json.loads((folder / "config.json").read_text())
    width, heads = config["hidden_size"], config["num_attention_heads"]
    epsilon = config.get("layer_norm_eps", 1e-12)
    stored = safe_open(str(folder / "model.safetensors"), framework="numpy")
    prefix = "bert." if "bert.pooler.dense.weight" in stored.keys() else ""
    nodes, constants = [], []

    def weight(name):
        return stored.get_tensor(prefix + name).astype(numpy.float32)

    def constant(name, value):
        constants.append(numpy_helper.from_array(numpy.ascontiguousarray(value), name))
        return name

    def node(operator, inputs, output, domain="com.microsoft", **attributes):
        nodes.append(
            helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def stored_constant(name):
        return constant(name, weight(name))

    def product(value, name, output):
        transposed = constant(name + ".weight", weight(name + ".weight").T)
        return node("MatMul", [value, transposed], output, domain="")

    def norm(value, skip, name, bias, output):
        return node(
            "SkipLayerNormalization",
            [value, skip, stored_constant(name + ".LayerNorm.weight"),
             stored_constant(name + ".LayerNorm.bias"), stored_constant(bias)],
            output, epsilon=epsilon)

    embeddings = "embeddings."
    hidden = node(
        "EmbedLayerNormalization",
        ["ids", "types", stored_constant(embeddings + "word_embeddings.weight"),
         stored_constant(embeddings + "position_embeddings.weight"),
         stored_constant(embeddings + "token_type_embeddings.weight"),
         stored_constant(embeddings + "LayerNorm.weight"),
         stored_constant(embeddings + "LayerNorm.bias")],
        "embedded", epsilon=epsilon)
    # Its second output, which nothing reads, counts tokens.
    nodes[-1].output.append("tokens")
    for index in range(config["num_hidden_layers"]):
        layer = f"encoder.layer.{index}."
        parts = [layer + f"attention.self.{part}" for part in ("query", "key", "value")]
        joined = numpy.concatenate([weight(part + ".weight").T for part in parts], axis=1)
        biases = numpy.concatenate([weight(part + ".bias") for part in parts])
        attended = node(
            "Attention",
            [hidden, constant(layer + "qkv.weight", joined), constant(layer + "qkv.bias", biases)],
            layer + "context", num_heads=heads)
        projected = product(attended, layer + "attention.output.dense", layer + "projected")
        hidden = norm(
            projected, hidden, layer + "attention.output", layer + "attention.output.dense.bias",
            layer + "attended")
        inside = product(hidden, layer + "intermediate.dense", layer + "inside")
        active = node(
            "BiasGelu", [inside, stored_constant(layer + "intermediate.dense.bias")],
            layer + "active")
        outside = product(active, layer + "output.dense", layer + "outside")
        hidden = norm(
            outside, hidden, layer + "output", layer + "output.dense.bias", layer + "hidden")
    first = node(
        "Gather", [hidden, constant("zero", numpy.array([0], dtype=numpy.int64))], "first",
        domain="", axis=1)
    pooled = node("Add", [product(first, "pooler.dense", "dense"),
                          stored_constant("pooler.dense.bias")], "biased", domain="")
    node("Tanh", [pooled], "pooled", domain="")
    whole = [TensorProto.INT32, ["one", "length"]]
    graph = helper.make_graph(
        nodes, "bert",
        [helper.make_tensor_value_info("ids", *whole),
         helper.make_tensor_value_info("types", *whole)],
        [helper.make_tensor_value_info("pooled", TensorProto.FLOAT, ["one", 1, width])], constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def onnx_runtime(threads, model):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        model, options, providers=["CPUExecutionProvider"])

    def encode(ids):
        ids = numpy.array([ids], dtype=numpy.int32)
        return session.run(None, {"ids": ids, "types": numpy.zeros_like(ids)})[0][0, 0]

    return encode


def ctranslate2_encoder(threads, at_once, converted):
    import ctranslate2

    encoder = ctranslate2.Encoder(
        converted, device="cpu", compute_type="float32", inter_threads=at_once,
        intra_threads=threads)
    return lambda ids: numpy.array(encoder.forward_batch([ids]).pooler_output)[0]


def pytorch(threads, folder):
    import torch
    from transformers import BertModel

    torch.set_num_threads(threads)
    model = BertModel.from_pretrained(folder, dtype=torch.float32).eval()

    def encode(ids):
        with torch.inference_mode():
            return model(torch.tensor([ids])).pooler_output[0].numpy()

    return encode


def engines(folder, threads, scratch):
    """Names, functions from token ids to the pooler's output, and how many calls run at once."""
    found, missing, versions = [], [], {}
    ways = [(threads, 1, f"{threads} threads a review"), (1, threads, "a review a thread")]
    ways = ways[: 1 if threads == 1 else 2]
    try:
        import onnx
        import onnxruntime
        from safetensors import safe_open

        # Beyond two gigabytes a graph cannot be passed in memory; no encoder here is that large.
        model = bert_graph(folder, safe_open).SerializeToString()
        versions["onnxruntime"] = onnxruntime.__version__
        for inside, at_once, way in ways:
            found.append((f"ONNX Runtime {onnxruntime.__version__}, {way}",
                          onnx_runtime(inside, model), at_once))
    except ImportError:
        missing += ["onnxruntime", "onnx", "safetensors"]
    try:
        import ctranslate2
        import torch  # for the converter
        import transformers
        from ctranslate2.converters import TransformersConverter

        transformers.utils.logging.disable_progress_bar()
        converted = str(Path(scratch) / "ctranslate2")
        TransformersConverter(str(folder)).convert(converted)
        versions["ctranslate2"] = ctranslate2.__version__
        for inside, at_once, way in ways:
            found.append((f"CTranslate2 {ctranslate2.__version__}, {way}",
                          ctranslate2_encoder(inside, at_once, converted), at_once))
    except ImportError:
        missing += ["ctranslate2", "transformers", "torch"]
    try:
        import torch
        import transformers

        versions["torch"] = torch.__version__
        found.append((f"PyTorch {torch.__version__}, {ways[0][2]}",
                      pytorch(threads, folder), 1))
    except ImportError:
        missing += ["torch", "transformers"]
    return found, sorted(set(missing)), versions


def short(encode, rows):
    seconds = []
    for ids in rows:
        begun = time.perf_counter()
        pooled = encode(ids)
        seconds.append(time.perf_counter() - begun)
    return {"seconds": sorted(seconds)[len(rows) // 2], "pooled": [pooled.tolist()]}


def run(encode, at_once, rows):
    begun = time.perf_counter()
    if at_once == 1:
        pooled = [encode(ids) for ids in rows]
    else:
        with ThreadPoolExecutor(at_once) as pool:
            pooled = list(pool.map(encode, rows))
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "pooled": [row.tolist() for row in pooled]}


def main():
    cli = argparse.ArgumentParser()
    cli.add_argument("--model", required=True)
    cli.add_argument("--rows", required=True)
    cli.add_argument("--threads", type=int, required=True)
    options = cli.parse_args()
    rows = read_rows(options.rows)
    with tempfile.TemporaryDirectory() as scratch:
        found, missing, versions = engines(Path(options.model), options.threads, scratch)
        print(json.dumps({"versions": versions}), flush=True)
        for line in sys.stdin:
            command, *numbers = line.split()
            if command == "engines":
                answer = {"engines": [name for name, _, _ in found], "missing": missing}
            elif command == "run":
                engine, *chosen = (int(number) for number in numbers)
                _, encode, at_once = found[engine]
                answer = run(encode, at_once, [rows[row] for row in chosen])
            elif command == "short":
                engine, tokens, calls = (int(number) for number in numbers)
                answer = short(found[engine][1], [row[:tokens] for row in rows[:calls]])
            else:
                raise SystemExit(f"no such command: {command}")
            print(json.dumps(answer), flush=True)


main()
