"""The package: what a researcher takes away, whole, described and checked."""

from weerbaar.research.package.contents import Contents, ExportRefused, pooled, rooms
from weerbaar.research.package.write import give_name, write_package

__all__ = [
    "Contents",
    "ExportRefused",
    "give_name",
    "pooled",
    "rooms",
    "write_package",
]
