"""`python -m bench`: the price of the engine as a ratio to a workflow written by hand; of its dates; of its opening hours."""

from __future__ import annotations

import argparse
import asyncio
import sys

from bench import deadlines, working_time
from bench.machine import machine
from bench.measuring import Measured, measure
from bench.report import as_json, as_table
from owabi.leaving import leave


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, epilog=_WHAT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="?", choices=("engine", "deadlines", "opening-hours"), default="engine")
    parser.add_argument("--n", type=int, default=40, help="complaints per run (default 40)")
    parser.add_argument("--reps", type=int, default=5, help="pairs of runs (default 5)")
    parser.add_argument("--json", action="store_true", help="every figure of every run, as JSON")
    options = parser.parse_args()
    if options.what == "deadlines":
        deadlines.main()
        return 0
    if options.what == "opening-hours":
        return working_time.main()
    if options.n < 1 or options.reps < 1:
        parser.error("--n and --reps are at least 1")
    found = asyncio.run(_measured(options.n, options.reps))
    print(as_json(found) if options.json else as_table(found))
    return 0


_WHAT = f"""what is measured:
  engine         one complaint from receipt to closing, by the engine and by hand, on a real server (default)
  deadlines      the dates of one complaint per second: bare, with their certificates, checked again
  opening-hours  WorkingTime beside businesstimedelta, business-duration and pandas, which are no dependency of the project:
                 {working_time.COMMAND}
"""


async def _measured(n: int, reps: int) -> Measured:
    async with machine() as processes:
        return await measure(processes, n, reps, lambda what: print(f"bench: {what}", file=sys.stderr, flush=True))


if __name__ == "__main__":
    leave(main())
