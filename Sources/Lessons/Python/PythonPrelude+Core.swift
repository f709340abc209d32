extension PythonPrelude {
  /// The command line, the record, and where steps begin and end.
  static let core = commandLine + noting + settling + looking

  /// The command line, and where steps begin.
  private static let commandLine = #"""

    cli = argparse.ArgumentParser(description=f"{LESSON}: {TITLE}".replace("%", "%%"))
    cli.add_argument("--assets", nargs="+", default=[], metavar="NAME=PATH",
                     help="where the data and weights lie that the lesson names")
    cli.add_argument("--out", default="record.json", metavar="FILE", help="where the record goes")
    cli.add_argument("--states", metavar="FOLDER",
                     help="start every step from the tensors in this folder, and train a second time "
                          "in double precision; what `lesson prove` asks for")
    options = cli.parse_args()
    ASSETS = dict(given.split("=", 1) for given in options.assets)
    STATES = None
    if options.states:
        STATES = json.loads((pathlib.Path(options.states) / "states.json").read_text(encoding="utf-8"))
    RECORD = {"lesson": LESSON, "seed": SEED, "parameters": PARAMETERS, "torch": torch.__version__, "steps": []}


    def asset(name, digests=()):
        """Where an asset lies, every file that the lesson pins checked against its digest."""
        if name not in ASSETS:
            sys.exit(f"say where {name} lies: --assets {name}=PATH")
        place = pathlib.Path(ASSETS[name])
        for file, digest in digests:
            path = place / file if place.is_dir() else place
            if not path.is_file():
                sys.exit(f"there is no {path}: {name}=PATH names the file, or the folder that {file} lies in")
            if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                sys.exit(f"{path} is not the file that the lesson names: its SHA-256 is another")
        return place


    def step(name, seed):
        """Begins a step: random numbers start again from its seed."""
        settle(name)
        print(f"--- {name}", flush=True)
        RECORD["steps"].append({"id": name, "seed": seed, "results": {}})
        torch.manual_seed(seed)



    """#

  /// The record's end, and the comparison of what a step leaves.
  private static let settling = #"""
    def finish():
        """Ends the last step, and writes the record."""
        settle(None)
        # Which pixels a picture has after resizing depends on it.
        RECORD["pillow"] = getattr(sys.modules.get("PIL"), "__version__", None)
        write()


    def write():
        def plain(value):
            if isinstance(value, dict):
                return {str(key): plain(member) for key, member in value.items()}
            if isinstance(value, (list, tuple)):
                return [plain(member) for member in value]
            if isinstance(value, (torch.Tensor, np.ndarray, np.generic)):
                return plain(value.tolist())
            # JSON has no word for a number that is not finite.
            return None if isinstance(value, float) and not np.isfinite(value) else value

        text = json.dumps(plain(RECORD), allow_nan=False)
        pathlib.Path(options.out).write_text(text, encoding="utf-8")


    def broken(kind, value, trace):
        """An error ends the step that it happens in; the record says so."""
        sys.__excepthook__(kind, value, trace)
        if RECORD["steps"]:
            RECORD["steps"][-1]["error"] = f"{kind.__name__}: {value}"
            write()


    sys.excepthook = broken


    # What follows compares the tensors that a step leaves with those that the lesson's own program has
    # there, and goes on from the latter, so that a difference stays in the step it arises in.


    def settle(name):
        if STATES is None:
            return
        state = STATES["end"] if name is None else STATES["steps"][name]
        tensors, same = {}, {}
        for owner, model in state["models"].items():
            settle_model(owner, globals().get(owner), model, tensors)
        for owner, table in state["tables"].items():
            settle_table(owner, globals().get(owner), table, tensors)
        for owner, rows in state["subsets"].items():
            mine = globals().get(owner)
            ids, lengths, labels = (handed_over(rows[key]).long() for key in ("ids", "lengths", "labels"))
            theirs = [part.tolist() for part in ids.split(lengths.tolist())]
            same[owner] = getattr(mine, "ids", None) == theirs and mine.labels == labels.tolist()
            if mine is not None:
                mine.ids, mine.labels = theirs, labels.tolist()
        if RECORD["steps"]:
            RECORD["steps"][-1].update(tensors=tensors, same=same)


    def handed_over(place):
        file, key = place
        if file not in OPENED:
            from safetensors.torch import load_file
            OPENED[file] = load_file(pathlib.Path(options.states) / file)
        return OPENED[file][key]


    OPENED = {}


    def settle_model(owner, mine, model, tensors):
        own = mine.state_dict(keep_vars=True) if isinstance(mine, nn.Module) else {}
        for key, place in model["tensors"].items():
            theirs = handed_over(place)
            note = tensors[f"{owner}.{key}"] = {"norm": float(theirs.double().norm())}
            if key not in own or own[key].numel() != theirs.numel():
                note["missing"] = True
                continue
            theirs = theirs.reshape(own[key].shape)
            note["difference"] = float((own[key].detach().double() - theirs.double()).norm())
            with torch.no_grad():
                own[key].copy_(theirs)
            if isinstance(own[key], nn.Parameter):
                own[key].requires_grad_(key not in model["frozen"])
        if isinstance(mine, nn.Module):
            tensors[f"{owner}.training"] = {"norm": 0.0, "difference": float(mine.training != model["training"])}
            mine.train(model["training"])


    def settle_table(owner, mine, table, tensors):
        places = handed_over(table["places"]).long().numpy()
        for column, place in table["columns"].items():
            theirs = handed_over(place).numpy()
            own = getattr(mine, "columns", {}).get(column)
            # Pictures become numbers in single precision.
            kind = "single" if theirs.ndim == 4 else "double"
            note = tensors[f"{owner}.{column}"] = {"norm": float(np.linalg.norm(theirs)), "kind": kind}
            if own is None or own.shape != theirs.shape:
                note["missing"] = True
                continue
            note["difference"] = float(np.linalg.norm(own - theirs))
        if mine is not None:
            given = {name: handed_over(place).numpy() for name, place in table["columns"].items()}
            # Pictures of bytes are read by both, and not handed over.
            mine.replace({name: given.get(name, values) for name, values in mine.columns.items()}, places)



    """#

  /// Taking results down, and reading those of earlier steps.
  static let noting = #"""
    def record(key, value):
        """Notes a result, under the name that the lesson's own record has for it."""
        results = RECORD["steps"][-1]["results"]
        if isinstance(value, dict) and isinstance(results.get(key), dict):
            results[key].update(value)
        else:
            results[key] = value


    def result(step, *path):
        """A result of a step; None stands for each element of a list."""
        if STATES is None:
            value = next(known["results"] for known in RECORD["steps"] if known["id"] == step)
        else:
            value = STATES["steps"][step]["results"]
        return reached(value, list(path))


    def reached(value, path):
        if not path:
            return value
        first, rest = path[0], path[1:]
        if first is None:
            return [reached(element, rest) for element in value]
        while isinstance(first, str) and first not in value and rest:
            first, rest = f"{first}.{rest[0]}", rest[1:]
        return reached(value[first], rest)



    """#

  /// What is said of models.
  static let looking = #"""
    def tensors_of(model, digests=True, normal=()):
        """Each tensor's shape, digest and first values."""
        # An embedding is drawn by way of a sine and a logarithm, which libraries round differently, and so
        # are the tensors named here.
        drawn = {id(part.weight) for part in model.modules() if isinstance(part, nn.Embedding)}
        out = {}
        for name, tensor in model.state_dict(keep_vars=True).items():
            values = tensor.detach().float().flatten()
            out[name] = {"shape": list(tensor.shape), "first": values[:8].tolist()}
            if digests and id(tensor) not in drawn and name not in normal:
                out[name]["sha256"] = hashlib.sha256(values.numpy().tobytes()).hexdigest()
        return out


    def asking(model):
        """How many tensors ask for a gradient."""
        return sum(parameter.requires_grad for parameter in model.parameters())

    """#
}
