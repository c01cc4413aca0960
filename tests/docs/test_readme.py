"""The pages say what is so: their lines run, their tables agree with the code, their links lead somewhere."""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

import pytest

from messages.commands import COMMANDS
from messages.obligation_commands import OBLIGATIONS
from messages.task_commands import TASK_COMMANDS
from owabi.settings import Settings
from tests.desk import Desk
from tests.docs.drawing import PAGE, lifecycle_page

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
@pytest.mark.asyncio(loop_scope="module")
async def test_another_service_files_a_complaint_with_the_lines_of_the_readme(desk: Desk, readme: str) -> None:
    found = re.search(r"```python\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    lines = found.group(1).replace("127.0.0.1:7233", desk.client.service_client.config.target_host)
    reference = re.findall(r'"reference": "([^"]+)"', lines)[0]

    script = await asyncio.create_subprocess_exec(
        sys.executable, "-c", lines, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    said, complained = await asyncio.wait_for(script.communicate(), 60)

    assert f"reference='{reference}'" in said.decode(), complained.decode()
    await desk.letters_out(reference, "acknowledgement")


def test_the_readmes_are_short_and_point_to_the_same_pages() -> None:
    english, japanese = (
        (ROOT / name).read_text(encoding="utf-8").splitlines() for name in ("README.md", "README.ja.md")
    )

    assert max(len(english), len(japanese)) <= 120
    pages = [set(LINK.findall("\n".join(lines))) - {"README.md", "README.ja.md"} for lines in (english, japanese)]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if not link.startswith(("http://", "https://")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_who_may_do_what_is_written_as_it_is_coded() -> None:
    page = (ROOT / "docs" / "procedure.md").read_text(encoding="utf-8").partition("## Who may do what")[2]
    written = dict(re.findall(r"^\| `([a-z_]+)` \| .*? \| ([a-z, ]+) \|$", page, re.MULTILINE))
    coded = {spec.name: ", ".join(spec.roles) for spec in (*COMMANDS.values(), *TASK_COMMANDS.values())}
    coded |= {spec.name: ", ".join(spec.roles) for spec in OBLIGATIONS.specs.values() if spec.name not in coded}

    assert written == coded


def test_every_setting_is_described() -> None:
    page = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    own = {"temporal", "temporal_cli", "database_url", "continue_after"}
    endings = tuple(re.findall(r"`(?:OWABI)?(_[A-Z_]+)`", page))  # `OWABI_SMTP_HOST`, `_PORT` stands for both

    assert [
        name for name in Settings.model_fields if name not in own and not f"_{name.upper()}".endswith(endings)
    ] == []


def test_the_drawing_of_the_stages_is_the_tables() -> None:
    assert PAGE.read_text(encoding="utf-8") == lifecycle_page(), "stale: python -m tests.docs.drawing"
