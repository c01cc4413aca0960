"""The one way out of every process that ran a worker or a client."""

from __future__ import annotations

import logging
import os
import sys
from typing import NoReturn


def leave(code: int) -> NoReturn:
    """End the process with `code` after everything said was written.

    The SDK's native bridge drops Python objects after the interpreter is finalised, which ends 8 to 25 % of otherwise
    successful processes with SIGSEGV or SIGABRT. Without finalisation there is nothing to trip over.
    """
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (
            OSError,
            ValueError,
        ):  # the reader has gone (`owabi list | head`) or the stream is closed: nobody to tell
            code = code or 0
    os._exit(code)
