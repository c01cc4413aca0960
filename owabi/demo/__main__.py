"""Run the demo. What it needs is loaded behind the first word, so that a Ctrl-C is answered from the beginning."""

from __future__ import annotations

import sys
from typing import NoReturn

from owabi.leaving import leave


def main() -> NoReturn:
    """Entry point; a process that ran a worker always leaves by the one safe way."""
    try:
        from owabi.demo.command import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        print("owabi: interrupted", file=sys.stderr)
        code = 130
    leave(code)


if __name__ == "__main__":
    main()
