"""Where content and notebooks are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def content_root() -> Path:
    """Folder with the content."""
    return _beside_or_inside("content")


def notebooks_root() -> Path:
    """Folder with the notebooks as they were shipped."""
    return _beside_or_inside("notebooks")


def _beside_or_inside(name: str) -> Path:
    inside = _PACKAGE / f"_{name}"
    return inside if inside.is_dir() else _PACKAGE.parent / name
