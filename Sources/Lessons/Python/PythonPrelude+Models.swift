extension PythonPrelude {
  /// Models' parts.
  static let models = #"""

    class Head(nn.Module):
        """Linear, ReLU, linear."""

        def __init__(self, width, hidden, labels):
            super().__init__()
            self.linear1, self.relu, self.linear2 = nn.Linear(width, hidden), nn.ReLU(), nn.Linear(hidden, labels)

        def forward(self, x):
            return self.linear2(self.relu(self.linear1(x)))


    def part(model, start):
        """The parameters whose names begin alike."""
        return [parameter for name, parameter in model.named_parameters() if f"{name}.".startswith(f"{start}.")]

    """#

  /// What a training leaves, and how far its figures can be compared.
  static let training = #"""

    class Parted(Exception):
        """Two trainings that began alike have nothing more to say to each other."""


    class Run:
        """What a training leaves, batch by batch."""

        def __init__(self, real, like=None, tolerance=0.0):
            self.real, self.like, self.tolerance = real, like, tolerance
            self.losses, self.order, self.epochs, self.validation, self.first = [], [], [], [], {}
            self.features, self.best = {}, None

        def cast(self, value):
            """A tensor or a loss in the precision of this run; classes stay whole numbers."""
            whole = torch.is_tensor(value) and not value.is_floating_point()
            return value if whole else value.to(self.real)

        @property
        def count(self):
            return len(self.losses)

        def batch(self, rows, loss, output, model):
            """Notes a batch after the way back and before the optimizer's step."""
            if not self.losses:
                self.first = {
                    "first_batch": rows.tolist(),
                    "first_logits": output.detach().float().reshape(len(rows), -1).tolist(),
                    "first_gradient_norms": {name: float(parameter.grad.double().norm())
                                             for name, parameter in model.named_parameters()
                                             if parameter.grad is not None}}
            self.losses.append(loss.item())
            self.order += rows.tolist()
            if self.like is not None:
                place, mine = len(self.losses) - 1, self.losses[-1]
                known = self.like.losses[place] if place < len(self.like.losses) else mine
                # Past a tenth of what may differ the two runs go ways of their own.
                apart = not abs(mine - known) <= self.tolerance / 10 * max(1.0, abs(mine))
                if apart and len(self.losses) >= 10:
                    raise Parted

        def epoch(self):
            """Notes the end of an epoch."""
            self.epochs.append(len(self.losses))

        def keep(self, model):
            """Keeps the weights of the epoch that has just been tried on rows held out, where it is the best."""
            if self.best is None or self.validation[-1] < self.best[0]:
                self.best = (self.validation[-1], model, copy.deepcopy(model.state_dict()))

        def restore(self):
            """Puts the best weights back, where some were kept."""
            if self.best is not None:
                self.best[1].load_state_dict(self.best[2])

        def once(self, backbone, rows, compute):
            """Features of a frozen backbone in evaluation mode: the same in each epoch, so computed once."""
            if backbone.training:
                return compute()
            if any(row not in self.features for row in rows.tolist()):
                self.features.update(zip(rows.tolist(), compute()))
            return torch.stack([self.features[row] for row in rows.tolist()])


    def layer_of(model, name):
        """The layer that a tensor belongs to."""
        parts = name.split(".")
        if not hasattr(model, "config"):
            return ".".join(parts[:-1]) or name
        return f"layer_{parts[2]}" if len(parts) > 2 and parts[0] == "encoder" else parts[0]


    def train(training, models, optimizer, known, printed, every, epochs, batches):
        """Trains, notes what comes of it, and for a proof trains again to see what rounding does."""
        before = {name: {key: p.detach().clone() for key, p in model.named_parameters()} for name, model in known.items()}
        state = torch.get_rng_state()
        copies = [copy.deepcopy((models, optimizer)) for _ in range(times_again(models))]
        run = Run(torch.float32)
        training(run, *models, optimizer)
        run.restore()
        for key, value in run.first.items():
            record(key, value)
        record("losses", run.losses)
        record("epochs", epochs)
        record("batches", batches)
        text = json.dumps(run.order, separators=(",", ":"))
        record("order_sha256", hashlib.sha256(text.encode()).hexdigest())
        parts = [run.losses[start:end] for start, end in zip([0] + run.epochs, run.epochs)]
        record("mean_loss", [sum(part) / len(part) for part in parts])
        figures = {"mean": lambda part: [sum(part) / len(part)], "sum": lambda part: [sum(part)],
                   "last_batch": lambda part: part[-1:], "each_batch": lambda part: part,
                   "last_batch_over_batches": lambda part: [part[-1] / len(part)]}[printed]
        rest = run.losses[run.epochs[-1] if run.epochs else 0:]
        shown = parts + [rest] if printed == "each_batch" else parts
        lines = [(number, figure) for number, part in enumerate(shown, 1) if number % every == 0 and part
                 for figure in figures(part)]
        record("printed_loss", [round(figure, 4) for _, figure in lines])
        if every > 1 or printed == "each_batch":
            record("printed_epochs", [number for number, _ in lines])
        for number, figure in lines:
            print(f"epoch {number}: loss {round(figure, 4)}")
        if run.validation:
            record("validation_loss", run.validation)
            record("stopped_epoch", len(run.validation))
            record("best_epoch", run.validation.index(min(run.validation)) + 1)
        for name, model in known.items():
            moved = [key for key, p in model.named_parameters() if not torch.equal(p.detach(), before[name][key])]
            layers = {layer_of(model, key): 0 for key, _ in model.named_parameters()}
            for key in moved:
                layers[layer_of(model, key)] += 1
            record("trainable_tensors", {name: asking(model)})
            record("moved_tensors", {name: len(moved)})
            record("moved_by_layer", {name: layers})
            record("training_mode", {name: model.training})
        last = list(known.values())[-1]
        record("final", tensors_of(last, digests=False))
        for model in models:
            for parameter in model.parameters():
                parameter.grad = None
        after = torch.get_rng_state()
        for again, copied in zip((train_in_double, train_nudged), copies):
            torch.set_rng_state(state)
            again(training, models, copied, known, run)
        torch.set_rng_state(after)


    def times_again(models):
        """For a proof in double precision, and but for a backbone of texts, which takes long, nudged too."""
        return 0 if not STATES else 1 if any(hasattr(model, "config") for model in models) else 2


    def spread(models, others, known):
        """How far each tensor is from the same one of another training, as a norm."""
        twins = {id(mine): twin for model, other in zip(models, others)
                 for mine, twin in zip(model.state_dict(keep_vars=True).values(),
                                       other.state_dict(keep_vars=True).values())}
        return {f"{name}.{key}": float((mine.detach().double() - twins[id(mine)].detach().double()).norm())
                for name, model in known.items()
                for key, mine in model.state_dict(keep_vars=True).items() if id(mine) in twins}


    def train_in_double(training, models, copies, known, run):
        """The same training from the same tensors, to see from which batch on rounding decides."""
        doubles, optimizer = copies
        for model in doubles:
            model.double()
        for values in optimizer.state.values():
            for key, value in values.items():
                if isinstance(value, torch.Tensor) and value.is_floating_point():
                    values[key] = value.double()
        second = Run(torch.float64, like=run, tolerance=tolerance_of_step())
        note = RECORD["steps"][-1]
        try:
            training(second, *doubles, optimizer)
            second.restore()
            note["spread"] = spread(models, doubles, known)
        except Parted:
            pass
        note["double_losses"] = second.losses
        note["double_validation"] = second.validation
        gradients = second.first.get("first_gradient_norms", {})
        note["gradient_spread"] = {key: abs(value - gradients[key])
                                   for key, value in run.first.get("first_gradient_norms", {}).items()
                                   if key in gradients}


    class FirstBatch(Run):
        """A training that ends with its first batch."""

        def batch(self, *noted):
            super().batch(*noted)
            raise Parted


    def nudge(models, lots):
        """Moves each weight to the number before it or after it, by lot."""
        with torch.no_grad():
            for model in models:
                for parameter in model.parameters():
                    far = torch.full_like(parameter, float("inf"))
                    up = torch.rand(parameter.shape, generator=lots) < 0.5
                    parameter.copy_(torch.nextafter(parameter, torch.where(up, far, -far)))


    def train_nudged(training, models, copies, known, run):
        """The same training from weights moved by their last bit: where that matters, rounding decides.

        Where two numbers are all but equal, of which a pooling takes the larger, say, it takes luck to see
        it: a dozen first batches, and of these lots the one that moves the gradients most.
        """
        others, optimizer = copies
        note = RECORD["steps"][-1]
        drawn, lots = torch.get_rng_state(), torch.Generator().manual_seed(0)
        states = [copy.deepcopy(model.state_dict()) for model in others]
        gradients, widest = run.first.get("first_gradient_norms", {}), (-1.0, lots.get_state())
        for _ in range(12):
            state, first = lots.get_state(), FirstBatch(torch.float32)
            nudge(others, lots)
            torch.set_rng_state(drawn)
            try:
                training(first, *others, optimizer)
            except Parted:
                pass
            apart = {key: abs(value - gradients[key])
                     for key, value in first.first.get("first_gradient_norms", {}).items() if key in gradients}
            for key, value in apart.items():
                note["gradient_spread"][key] = max(value, note["gradient_spread"].get(key, 0.0))
            share = max((value / gradients[key] for key, value in apart.items() if gradients[key]), default=0.0)
            widest = max(widest, (share, state), key=lambda found: found[0])
            for model, values in zip(others, states):
                model.load_state_dict(values)
                # Those that the optimizer does not hold, too.
                model.zero_grad()
        lots.set_state(widest[1])
        nudge(others, lots)
        torch.set_rng_state(drawn)
        third = Run(torch.float32, like=run, tolerance=tolerance_of_step())
        try:
            training(third, *others, optimizer)
            third.restore()
            moved = spread(models, others, known)
            if "spread" in note:
                note["spread"] = {key: max(value, moved[key]) for key, value in note["spread"].items()}
        except Parted:
            note.pop("spread", None)
        note["nudged_losses"] = third.losses
        note["nudged_validation"] = third.validation


    def tolerance_of_step():
        """How far the losses of the step's training may be from the lesson's."""
        return STATES["steps"][RECORD["steps"][-1]["id"]].get("tolerance", 2e-6)

    """#

  /// What a classifier says of one sentence.
  static let sentences = #"""

    def is_random(backbone):
        """Whether dropout has a part in what a backbone says."""
        config = backbone.config
        return backbone.training and max(config.hidden_dropout_prob, config.attention_probs_dropout_prob) > 0


    def note_prediction(text, tokens, logits, class_names, backbone, repeats):
        """Notes what is said of a sentence, and where it was asked several times, each answer."""
        argmax = int(logits[0].argmax())
        record("text", text)
        record("token_ids", tokens["input_ids"][0].tolist())
        record("logits", logits[0].tolist())
        record("probabilities", logits[0].softmax(0).tolist())
        record("argmax", argmax)
        record("dataset_label", class_names[argmax])
        record("dropout_active", is_random(backbone))
        if repeats and is_random(backbone):
            counts = torch.bincount(logits.argmax(1), minlength=logits.shape[1])
            record("repeated", {"draws": len(logits), "logits": logits.tolist(), "argmax_counts": counts.tolist()})

    """#

  /// How rows are scored.
  static let scores = #"""

    def class_scores(actual, predicted, class_names, mean_loss=None):
        """What scikit-learn says of classes: counts by true label and prediction, and each class's shares."""
        from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support
        labels = list(range(len(class_names)))
        names = ("precision", "recall", "f1")
        shares = precision_recall_fscore_support(actual, predicted, labels=labels, zero_division=0)[:3]
        macro = precision_recall_fscore_support(actual, predicted, labels=labels, zero_division=0, average="macro")[:3]
        scores = {
            "rows": len(actual), "accuracy": float(accuracy_score(actual, predicted)),
            "confusion": confusion_matrix(actual, predicted, labels=labels).tolist(),
            "classes": {name: dict(zip(names, map(float, share))) for name, share in zip(class_names, zip(*shares))},
            "macro": dict(zip(names, map(float, macro)))}
        if mean_loss is not None:
            scores["mean_loss"] = mean_loss
        return scores


    def unscaled(scale, values):
        """Numbers as they were before they were scaled, [rows, columns]; a scale of one column serves any number."""
        values = np.atleast_1d(np.asarray(values, dtype=np.float64))
        return scale.inverse_transform(values.reshape(-1, scale.n_features_in_)).reshape(len(values), -1)


    def number_scores(actual, predicted):
        """How far numbers are from what they should be."""
        from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score
        scores = {"mse": float(mean_squared_error(actual, predicted)), "mae": float(mean_absolute_error(actual, predicted))}
        # One row has no variance to explain.
        if len(actual) > 1:
            scores["r2"] = float(r2_score(actual, predicted, multioutput="variance_weighted"))
        return scores

    """#
}
