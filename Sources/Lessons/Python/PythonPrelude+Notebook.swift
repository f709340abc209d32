extension PythonPrelude {
  /// What stands before the steps of a notebook with exercises: no command line and no record but the one
  /// that `lesson_replay` keeps of what students write.
  static let notebook = given + noting + looking

  private static let given = #"""

    # Where data and weights lie, by name; what is not said here `lesson` finds or fetches.
    ASSETS = {}
    STATES = None
    RECORD = {"steps": []}


    def given(name, seed):
        """Begins a step that is given: random numbers start again from its seed."""
        RECORD["steps"] = [step for step in RECORD["steps"] if step["id"] != name]
        RECORD["steps"].append({"id": name, "seed": seed, "results": {}})
        torch.manual_seed(seed)


    def asset(name, digests=()):
        """Where an asset lies, every file that the lesson pins checked against its digest."""
        place = pathlib.Path(ASSETS.get(name) or lesson.asset(name))
        for file, digest in digests:
            path = place / file if place.is_dir() else place
            if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                raise ValueError(f"{path} is not the file that the lesson names: its SHA-256 is another")
        return place



    """#
}
