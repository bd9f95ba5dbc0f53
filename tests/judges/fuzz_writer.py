"""Let atheris look for a message that is read as something else than was meant: python tests/judges/fuzz_writer.py.

It steers the test of tests/delivery/test_delivery_fuzzed.py by the branches that our code takes, until it is
interrupted or has found one. The arguments are those of libFuzzer, -max_total_time=600 among them.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def main() -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "delivery")]
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["templater"]):
        fuzzed: Any = import_module("test_delivery_fuzzed")
    roomy = [sys.argv[0], "-max_len=8192", "-len_control=0", *sys.argv[1:]]  # a message takes more than a few octets
    atheris.Setup(roomy, fuzzed.test_what_is_written_is_read_as_it_was_meant.hypothesis.fuzz_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
