"""The package: what a researcher takes away, whole, described and checked; and reading it back."""

from weerbaar.research.package.contents import Contents, NothingToExport, pooled, rooms
from weerbaar.research.package.read import PackageError, read_package
from weerbaar.research.package.write import InvalidPackage, OutputExists, give_name, write_package

__all__ = [
    "Contents",
    "InvalidPackage",
    "NothingToExport",
    "OutputExists",
    "PackageError",
    "give_name",
    "pooled",
    "read_package",
    "rooms",
    "write_package",
]
