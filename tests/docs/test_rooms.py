"""The rooms of the procedure as the architecture's page lists them: each once, with what its door says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "architecture.md"
ROW = re.compile(r"^\| `(\w+)/` \| ([^|]+) \|$", re.MULTILINE)


def test_the_page_lists_every_room_with_what_its_door_says() -> None:
    doors = (ROOT / "workflows" / "procedure").glob("*/__init__.py")
    said = {door.parent.name: ast.get_docstring(ast.parse(door.read_text(encoding="utf-8"))) for door in doors}
    assert dict(ROW.findall(PAGE.read_text(encoding="utf-8"))) == said
