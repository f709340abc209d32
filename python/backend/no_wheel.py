"""What pip runs where there is no wheel for a machine: it says what works there instead."""

import platform
import sys

MESSAGE = """

lesson-replay has wheels for Linux on x86-64 and on ARM64, and this is {system}.
What works here:
  - Google Colab or another notebook server on Linux: pip install lesson-replay
  - on Windows, WSL: wsl --install, then the same within it
  - a container: docker run -it -v "$PWD":/course -w /course python:3 bash, then the same within it
"""


def _refuse(*_arguments, **_options):
    system = f"{platform.system()} on {platform.machine()}"
    sys.exit(MESSAGE.format(system=system))


build_wheel = build_sdist = build_editable = _refuse
get_requires_for_build_wheel = get_requires_for_build_editable = _refuse
prepare_metadata_for_build_wheel = prepare_metadata_for_build_editable = _refuse
