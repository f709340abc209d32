extension PythonPrelude {
  /// Rows of numbers.
  static let tables = #"""

    class Table(Dataset):
        """Rows of named columns in double precision; `places` says where in the data each row was.

        `drawn` is a way that pictures go anew each time that a row is fetched, and the pictures.
        """

        def __init__(self, columns, target=None, classes=None, places=None):
            self.target, self.classes, self.parts, self.drawn = target, classes or {}, {}, None
            count = len(next(iter(columns.values())))
            self.replace(columns, np.arange(count) if places is None else places)

        def replace(self, columns, places):
            self.columns, self.places = columns, places
            names = [name for name, values in columns.items() if name != self.target and values.dtype != object]
            inputs = [columns[name] for name in names]
            if names and all(name in self.classes for name in names):
                self.x = torch.tensor(np.stack(inputs, axis=1), dtype=torch.long)
            elif len(inputs) == 1 and inputs[0].ndim > 1:
                self.x = torch.tensor(inputs[0], dtype=torch.float32)
            elif inputs and all(values.ndim == 1 for values in inputs):
                self.x = torch.tensor(np.stack(inputs, axis=1), dtype=torch.float32)
            else:
                self.x = torch.zeros(len(places), 0)
            target = columns[self.target] if self.target else np.zeros(len(places))
            # Pictures of any size are no numbers yet.
            target = np.zeros(len(places)) if target.dtype == object else target
            self.y = torch.tensor(target, dtype=torch.float64)

        def __len__(self):
            return len(self.places)

        def __getitem__(self, i):
            if self.drawn is None:
                return i, self.x[i], self.y[i]
            way, pictures = self.drawn
            return i, way(pictures[i]), self.y[i]

        def rows(self, positions):
            columns = {name: values[positions] for name, values in self.columns.items()}
            out = Table(columns, self.target, self.classes, self.places[positions])
            if self.drawn is not None:
                out.drawn = self.drawn[0], [self.drawn[1][i] for i in positions]
            return out

        def changed(self, columns, classes=None, target=None):
            """The same rows with other columns."""
            out = Table(columns, target or self.target, self.classes if classes is None else classes, self.places)
            out.parts, out.drawn = self.parts, self.drawn
            return out

        def choosing(self, names, target):
            """Some columns, one of them the target."""
            return self.changed({name: self.columns[name] for name in names}, target=target)

        def relabelled(self, column, new, names):
            """The same rows with new classes: `new` says for each value which."""
            values = np.array([float(new[value]) for value in self.columns[column]])
            return self.changed({**self.columns, column: values}, {**self.classes, column: names})

        def one_hot(self, chosen, drop_first):
            """A column of 0 and 1 for each class of the columns chosen, behind all others, as get_dummies makes them."""
            columns = {name: values for name, values in self.columns.items() if name not in chosen}
            for name in chosen:
                for label in range(int(drop_first), len(self.classes[name])):
                    columns[f"{name}_{self.classes[name][label]}"] = (self.columns[name] == label).astype(np.float64)
            return self.changed(columns, {name: known for name, known in self.classes.items() if name not in chosen})

        def first(self, count):
            """The first rows, classes by their names."""
            def cell(name, value):
                return self.classes[name][int(value)] if name in self.classes else value.reshape(-1 if value.ndim else ()).tolist()

            return [{name: cell(name, values[row]) for name, values in self.columns.items()}
                    for row in range(min(count, len(self)))]

        def by_class(self):
            """The rows of each class."""
            return [np.flatnonzero(self.columns[self.target] == label)
                    for label in range(len(self.classes[self.target]))]

        def in_parts(self, names, rows):
            """The rows put into an order in which parts stand one after the other."""
            out = self.rows(np.concatenate(rows))
            ends = np.cumsum([len(part) for part in rows])
            out.parts = {name: np.arange(end - len(part), end) for name, part, end in zip(names, rows, ends)}
            return out

        def splits(self):
            """How many rows of each class its parts have."""
            counted = {name: self.rows(rows).summary() for name, rows in self.parts.items()}
            return {name: {"rows": part["rows"], "label_counts": part["label_counts"]}
                    for name, part in counted.items()}

        def summary(self, indices=False):
            out = {"rows": len(self), "columns": list(self.columns)}
            if self.target:
                out["target"] = self.target
            if self.target in self.classes:
                values = self.columns[self.target]
                out["label_counts"] = {name: int((values == label).sum())
                                       for label, name in enumerate(self.classes[self.target])}
            if indices:
                out["indices"] = self.places.tolist()
            return out


    def cut(groups, sizes):
        """Rows for each part, the first of what is left of each group; None takes what the others leave."""
        out, taken = [[] for _ in sizes], sum(size for size in sizes if size is not None)
        for rows in groups:
            start = 0
            for part, size in zip(out, sizes):
                count = len(rows) - taken if size is None else size
                part.extend(rows[start:start + count])
                start += count
        return [np.array(part, dtype=int) for part in out]


    class AllAtOnce:
        """All rows as one batch, as a loop without a loader has them: nothing is drawn."""

        def __init__(self, table):
            self.dataset, self.batch_size = table, len(table)

        def __len__(self):
            return 1

        def __iter__(self):
            yield torch.arange(len(self.dataset)), self.dataset.x, self.dataset.y


    def read_columns(path, columns, separator=",", skip=0):
        """The columns of a file of numbers; a name with a shape takes as many fields, None one or more to pass over."""
        import gzip
        opened = gzip.open(path, "rt") if path.suffix == ".gz" else open(path)
        with opened as lines:
            rows = [line.split(separator) for line in lines.read().splitlines()[skip:] if line.strip()]
        out, start = {}, 0
        for name, shape in columns:
            width = int(np.prod(shape))
            if name is not None:
                values = np.array([[float(field) for field in row[start:start + width]] for row in rows])
                out[name] = values.reshape(len(rows), *shape)
            start += width
        return out


    def read_named(path, names, classes):
        """Named columns of a CSV file: numbers, or classes by their names."""
        def number(name, field):
            known = classes.get(name, [])
            return float(known.index(field) if field in known else field)

        rows = list(read_rows(path))
        return {name: np.array([number(name, row[name].strip(" \t")) for row in rows]) for name in names}


    def unit_norm(columns, target):
        """Every column but the target to mean 0 and a sum of squares of 1, as scikit-learn's load_diabetes has them."""
        from sklearn.preprocessing import scale
        return {name: values if name == target else scale(values) / len(values) ** 0.5
                for name, values in columns.items()}

    """#

  /// Texts with a class each, and what a tokenizer makes of them.
  static let texts = #"""

    class Texts:
        """Texts with a class each, in splits, and how they are to be tokenised."""

        def __init__(self, splits, class_names, tokenizer=None, padding=False, max_length=None):
            self.splits, self.class_names = splits, class_names
            self.tokenizer, self.padding, self.max_length = tokenizer, padding, max_length

        def tokenized(self, tokenizer, padding, max_length):
            return Texts(self.splits, self.class_names, tokenizer, padding, max_length)

        def label_counts(self, labels):
            return {name: labels.count(label) for label, name in enumerate(self.class_names)}

        def summary(self):
            return {name: {"rows": len(texts), "label_counts": self.label_counts(labels)}
                    for name, (texts, labels) in self.splits.items()}

        def select(self, split, indices):
            """Some rows, tokenised; notes how long they are, and how many were cut."""
            texts, labels = self.splits[split]
            whole = self.tokenizer([texts[i] for i in indices], verbose=False)["input_ids"]
            cut = self.tokenizer([texts[i] for i in indices], truncation=self.max_length is not None,
                                 max_length=self.max_length)["input_ids"] if self.max_length else whole
            rows = Tokenized(cut, [labels[i] for i in indices], self)
            record("indices", [int(i) for i in indices])
            record("lengths", [len(ids) for ids in cut])
            record("rows", len(rows))
            record("truncated_rows", sum(len(a) > len(b) for a, b in zip(whole, cut)))
            record("label_counts", self.label_counts(rows.labels))
            return rows


    class Tokenized(Dataset):
        """Token ids with a class each; batches are padded as the data set says."""

        def __init__(self, ids, labels, texts):
            self.ids, self.labels, self.texts = ids, labels, texts

        def __len__(self):
            return len(self.ids)

        def __getitem__(self, i):
            return i, self.ids[i], self.labels[i]

        def collate(self, rows):
            """Rows of a batch to their numbers, ids, mask and labels."""
            numbers, ids, labels = zip(*rows)
            length = self.texts.padding or None
            padded = self.texts.tokenizer.pad({"input_ids": list(ids)}, padding="max_length" if length else True,
                                              max_length=length, return_tensors="pt", verbose=False)
            return torch.tensor(numbers), padded["input_ids"], padded["attention_mask"], torch.tensor(labels)


    def read_reviews(path, text, label, keep, class_names):
        """The rows of a CSV file as the split `train`; `keep` names a column and the value that it has to have."""
        texts, labels = [], []
        for row in read_rows(path):
            if keep is None or row[keep[0]] == keep[1]:
                texts.append(row[text])
                known = row[label] in class_names
                labels.append(class_names.index(row[label]) if known else int(row[label]))
        return Texts({"train": (texts, labels)}, class_names)


    def read_review_folders(place, class_names):
        """An unpacked aclImdb: the negative ones, then the positive ones, each by the number in its file's name."""
        splits = {}
        for split in ("train", "test"):
            texts, labels = [], []
            for label, name in enumerate(("neg", "pos")):
                files = [path for path in (place / split / name).glob("*.txt") if path.name[0].isdigit()]
                for path in sorted(files, key=lambda path: (int(path.name.split("_")[0]), path.name)):
                    texts.append(path.read_bytes().decode("utf-8"))
                    labels.append(label)
            if texts:
                splits[split] = texts, labels
        return Texts(splits, class_names)


    def mean_pooling(output, mask):
        """The mean over all tokens that are no padding."""
        weights = mask.unsqueeze(-1).to(output.last_hidden_state.dtype)
        return (output.last_hidden_state * weights).sum(1) / weights.sum(1)

    """#
}
