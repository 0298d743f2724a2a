"""The package: what a researcher takes away, whole, described and checked; and reading it back."""

from weerbaar.research.package.contents import Contents, ExportRefused, pooled, rooms
from weerbaar.research.package.formats import PackageError, read_package
from weerbaar.research.package.write import give_name, write_package

__all__ = [
    "Contents",
    "ExportRefused",
    "PackageError",
    "give_name",
    "pooled",
    "read_package",
    "rooms",
    "write_package",
]
