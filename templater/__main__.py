"""Run the command line as `python -m templater`."""

from __future__ import annotations

from templater.cli import main

if __name__ == "__main__":
    main()
