"""Let a package import its modules when a name of theirs is first asked for: a command loads what it uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module


def importer(package: str, names: Mapping[str, Iterable[str]]) -> Callable[[str], object]:
    """Return a package's `__getattr__` (PEP 562), given the names that each of its modules has."""
    module_of = {name: module for module, own in names.items() for name in own}

    def get(name: str) -> object:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found: object = getattr(import_module(f"{package}.{module_of[name]}"), name)
        return found

    return get
