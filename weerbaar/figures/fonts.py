"""Where the font is that pictures and reports are drawn with."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def font_folder() -> Path:
    """The folder with DejaVu Sans, which comes with matplotlib; that is not imported for it.

    Raises
    ------
    FileNotFoundError
        If matplotlib is not installed, or keeps its fonts elsewhere.
    """
    spec = importlib.util.find_spec("matplotlib")
    package = Path(spec.origin).parent if spec and spec.origin else Path()
    folder = package / "mpl-data" / "fonts" / "ttf"
    if not (folder / "DejaVuSans.ttf").is_file():
        raise FileNotFoundError(folder)
    return folder
