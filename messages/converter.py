"""The one data converter of clients, workers and replays."""

from __future__ import annotations

import dataclasses

from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.converter import DataConverter, DefaultFailureConverterWithEncodedAttributes


def data_converter() -> DataConverter:
    """JSON by pydantic; failures carry their message in an encodable attribute, so that encryption is one line later."""
    return dataclasses.replace(
        pydantic_data_converter, failure_converter_class=DefaultFailureConverterWithEncodedAttributes
    )
