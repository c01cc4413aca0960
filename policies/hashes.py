"""The hash by which a policy, a calendar and a certificate are named. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def sha256_of(content: Mapping[str, Any]) -> str:
    """SHA-256 in lower-case hexadecimal of canonical JSON: keys sorted, no spaces, not escaped, UTF-8."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
