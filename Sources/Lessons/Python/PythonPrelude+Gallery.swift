extension PythonPrelude {
  /// Pictures that are looked at.
  static let gallery = #"""

    def pictures_of(table, column, most, every=1, predictions=None, only_mistakes=False, mean=None, std=None,
                    white=1.0):
        """Some of a table's pictures as bytes, with what each is; sides of more than \#(PicturesAction.longestSide) are made smaller."""
        import base64
        from PIL import Image
        shown = []
        for row in range(0, len(table), every):
            said = predictions[row] if predictions else {}
            if len(shown) == most or (only_mistakes and said["predicted"] == said["actual"]):
                continue
            pixels = table.columns[column][row]
            if pixels.dtype != np.uint8:
                numbers = torch.tensor(pixels, dtype=torch.float32)
                if mean is not None:
                    numbers = numbers * torch.tensor(std).reshape(-1, 1, 1) + torch.tensor(mean).reshape(-1, 1, 1)
                pixels = (numbers * (255 / white)).clamp(0, 255).round().to(torch.uint8).numpy()
            channels, height, width = pixels.shape
            longest = max(height, width)
            if longest > \#(PicturesAction.longestSide):
                height, width = max(1, height * \#(PicturesAction.longestSide) // longest), max(1, width * \#(PicturesAction.longestSide) // longest)
                picture = picture_of(pixels).resize((width, height), Image.BILINEAR)
                pixels = np.asarray(picture).reshape(height, width, channels).transpose(2, 0, 1)
            one = {"row": int(table.places[row]), "shape": [height, width, channels],
                   "pixels": base64.b64encode(pixels.transpose(1, 2, 0).tobytes()).decode()}
            if table.target in table.classes:
                one["actual"] = table.classes[table.target][int(table.columns[table.target][row])]
            if said:
                one["predicted"] = said["predicted"]
            shown.append(one)
        return shown


    def show_pictures(pictures):
        """Draws them side by side; not where `lesson prove` runs the script."""
        if STATES is not None or not pictures:
            return
        import base64
        import matplotlib.pyplot as plt
        for place, one in enumerate(pictures):
            plt.subplot((len(pictures) + 5) // 6, 6, place + 1)
            pixels = np.frombuffer(base64.b64decode(one["pixels"]), np.uint8).reshape(one["shape"])
            plt.imshow(pixels.squeeze(), cmap="gray", vmin=0, vmax=255)
            plt.title(one.get("predicted", one.get("actual", "")))
            plt.axis("off")
        plt.show()

    """#
}
