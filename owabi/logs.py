"""Logs: one JSON line per event, to a file for `owabi up`, to standard error for a worker. Never personal data."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path
from typing import Any

import structlog
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from temporalio import workflow
from temporalio.runtime import LogForwardingConfig, LoggingConfig, Runtime, TelemetryConfig, TelemetryFilter


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
    _core_to(logging.getLogger("temporalio.core"))
    # It writes every state entered and left, on replay too.
    logging.getLogger("transitions").setLevel(logging.WARNING)


def _core_to(logger: logging.Logger) -> None:
    """Let the SDK's core log there too; left alone it writes to standard output, where programs read our JSON."""
    forwarding = LogForwardingConfig(logger=logger)
    core = LoggingConfig(filter=TelemetryFilter(core_level="WARN", other_level="ERROR"), forwarding=forwarding)
    with contextlib.suppress(RuntimeError):  # a runtime is there already: this process has configured its logs before
        Runtime.set_default(Runtime(telemetry=TelemetryConfig(logging=core)))


def _flat(_logger: Any, _name: str, event: Any) -> Any:
    """Lift what the SDK says about the workflow or activity to the top level."""
    for key in ("temporal_workflow", "temporal_activity"):
        for name, value in (event.pop(key, None) or {}).items():
            event.setdefault(name, value)
    return event
