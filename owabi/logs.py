"""Logs: one JSON line per event, to a file for `owabi up`, to standard error for a worker. Never personal data."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import structlog
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from temporalio import workflow


def configure(level: str, file: Path | None = None) -> None:
    """Send all logs to `file` (or standard error) as JSON lines.

    Workflows log by `workflow.logger`, which is silent on replay; structlog is only the formatter here.
    """
    workflow.logger.workflow_info_on_message = False
    shared: list[Any] = [
        add_log_level,
        add_logger_name,
        ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _flat,
    ]
    formatter = ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.FileHandler(file, encoding="utf-8") if file else logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    # It writes every state entered and left, on replay too.
    logging.getLogger("transitions").setLevel(logging.WARNING)


def _flat(_logger: Any, _name: str, event: Any) -> Any:
    """Lift what the SDK says about the workflow or activity to the top level."""
    for key in ("temporal_workflow", "temporal_activity"):
        for name, value in (event.pop(key, None) or {}).items():
            event.setdefault(name, value)
    return event
