"""Let atheris, guided by the branches of our code, look for an input that breaks a law: see README.md."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from tempfile import mkdtemp
from typing import Any

HERE = Path(__file__).parent


def main() -> None:
    target, *arguments = sys.argv[1:]
    sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent / "delivery")]
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["templater"]):
        for module in walk_packages([str(HERE.parents[1] / "templater")], "templater."):
            import_module(module.name)  # those that are only imported when they are needed among them
        fuzzed: Any = import_module(f"fuzz_{target}")
    if all(one.startswith("-") for one in arguments):  # no corpus to go on with, and no input to try again
        arguments.append(_sown(fuzzed.seeds()))
    atheris.Setup([sys.argv[0], f"-max_len={fuzzed.LONGEST}", "-len_control=0", *arguments], fuzzed.try_one)
    atheris.Fuzz()


def _sown(seeds: list[bytes]) -> str:
    """Return a new directory with the seeds in it, which libFuzzer adds to."""
    corpus = Path(mkdtemp(prefix="fuzz-"))
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    sys.stderr.write(f"corpus: {corpus}\n")
    return str(corpus)


if __name__ == "__main__":
    main()
