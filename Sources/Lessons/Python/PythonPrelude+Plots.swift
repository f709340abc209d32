extension PythonPrelude {
  /// Drawings.
  static let plots = #"""

    def draw(plot):
        """Draws series of numbers; not where `lesson prove` runs the script."""
        if STATES is not None:
            return
        import matplotlib.pyplot as plt
        for series in plot["series"]:
            places = plot.get("over", range(1, len(series["values"]) + 1))
            style = plt.scatter if plot["kind"] == "scatter" else plt.plot
            style(places, series["values"], label=series["name"])
        plt.title(plot["title"])
        plt.xlabel(plot.get("x", ""))
        plt.ylabel(plot.get("y", ""))
        plt.legend()
        plt.show()

    """#
}
