extension PythonPrelude {
  /// Pictures, on their way into a model.
  static let pictures = #"""

    class FromNumbers:
        """Numbers from 0 to `white` as a picture of bytes."""

        def __init__(self, white):
            self.white = white

        def __call__(self, numbers):
            return picture_of(np.rint(np.asarray(numbers) * (255 / self.white)).clip(0, 255).astype(np.uint8))


    def picture_of(pixels):
        """[channels, height, width] as Pillow's picture."""
        from PIL import Image
        return Image.fromarray(pixels[0] if len(pixels) == 1 else pixels.transpose(1, 2, 0))


    def read_picture_folders(place, parts, picture, label, listed=()):
        """Pictures in folders of their classes, part after part: those listed, or all that are not hidden."""
        from PIL import Image
        from torchvision.datasets import ImageFolder
        from torchvision.datasets.folder import is_image_file
        listed = set(listed)

        def counts(path):
            hidden = any(part.startswith(".") for part in pathlib.Path(path).relative_to(place).parts)
            return path in listed if listed else is_image_file(path) and not hidden

        class Folder(ImageFolder):
            def find_classes(self, directory):
                names = [name for name in sorted(path.name for path in pathlib.Path(directory).iterdir() if path.is_dir())
                         if not name.startswith(".")]
                return names, {name: i for i, name in enumerate(names)}

        folders = [Folder(str(place / part), is_valid_file=counts) for part in parts or [""]]
        samples = [sample for folder in folders for sample in folder.samples]
        pictures = np.empty(len(samples), dtype=object)
        for i, (path, _) in enumerate(samples):
            pictures[i] = np.asarray(Image.open(path).convert("RGB")).transpose(2, 0, 1)
        columns = {picture: pictures, label: np.array([float(known) for _, known in samples])}
        table = Table(columns, label, {label: folders[0].classes})
        ends = np.cumsum([len(folder) for folder in folders])
        table.parts = {part: np.arange(end - len(folder), end)
                       for part, folder, end in zip(parts, folders, ends)}
        return table


    def three_channels(picture):
        """Grey as red, green and blue."""
        if isinstance(picture, torch.Tensor):
            return picture if len(picture) == 3 else picture.repeat(3, 1, 1)
        return picture.convert("RGB")


    def transformed(table, column, way):
        """A table whose pictures have gone some way, each once; what draws is left to whoever fetches a row."""
        values = table.columns[column]
        if values.dtype in (np.uint8, object):
            pictures = [picture_of(pixels) for pixels in values]
        elif isinstance(way.transforms[0], FromNumbers):
            pictures = list(values)
        else:
            pictures = list(torch.tensor(values, dtype=torch.float32))
        draws = transforms.RandomHorizontalFlip, transforms.RandomVerticalFlip, transforms.RandomCrop
        once = transforms.Compose([part for part in way.transforms if not isinstance(part, draws)])
        made = np.stack([once(picture).double().numpy() for picture in pictures])
        out = table.changed({**table.columns, column: made})
        if len(once.transforms) < len(way.transforms):
            out.drawn = way, pictures
        return out


    def picture_numbers(table, column):
        """What has become of a column of pictures."""
        values = table.columns[column]
        return {"column": column, "shape": list(values.shape[1:]), "mean": float(values.mean()),
                "least": float(values.min()), "largest": float(values.max())}

    """#
}
