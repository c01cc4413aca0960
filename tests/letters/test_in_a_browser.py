"""The golden letters as pages in a browser: nothing runs over, and on paper the parts stand where the reader looks for them.

`UPDATE_GOLDEN=1 pytest tests/letters/test_in_a_browser.py` takes the pictures of docs/letters.md anew: look at them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from letters.rendering import render
from messages.deeds import LetterOrder
from policies.firm import Firm
from tests.letters.test_golden import MODELS

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
IMAGES = Path(__file__).parents[2] / "docs" / "images"
A4, PHONE = {"width": 794, "height": 1123}, {"width": 375, "height": 800}
"""At 96 dots per inch; what people hold in their hand."""
PAPER = "ja_responsibility"
TEXT_OF = """text => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode, begin = node.data.indexOf(text)
    if (begin < 0) continue
    const range = document.createRange()
    range.setStart(node, begin); range.setEnd(node, begin + text.length)
    const {left, right, top, bottom} = range.getBoundingClientRect()
    return {left, right, top, bottom}
  }
  return null
}"""
"""Where a text stands, in pixels."""
COLUMN = """() => {
  const style = getComputedStyle(document.body), box = document.body.getBoundingClientRect()
  return {left: box.left + parseFloat(style.paddingLeft), right: box.right - parseFloat(style.paddingRight)}
}"""
"""The column in which everything stands."""
RUNNING_OVER = """() => [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth || one.scrollWidth > one.clientWidth + 1)
  .map(one => one.textContent)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium here: .ci/run installs one")
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


def opened(browser: Browser, order: LetterOrder, firm: Firm, size: dict[str, int]) -> Page:
    page = browser.new_page(viewport={"width": size["width"], "height": size["height"]})
    page.set_content(render(order, firm).html)
    return page


@pytest.mark.parametrize("size", [A4, PHONE], ids=["a4", "phone"])
@pytest.mark.parametrize("name", MODELS)
def test_nothing_runs_over_the_edge_also_where_a_word_never_ends(
    name: str, size: dict[str, int], browser: Browser, firm: Firm
) -> None:
    model = MODELS[name][0]
    words = {**(model.personal or {}), "words": f"https://example.com/{'averylongway' * 20}"}
    page = opened(browser, model.model_copy(update={"personal": words}), firm, size)

    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    assert page.evaluate(RUNNING_OVER) == []


@pytest.mark.parametrize("name", MODELS)
def test_printed_it_is_one_page_of_a4(name: str, browser: Browser, firm: Firm) -> None:
    printed = opened(browser, MODELS[name][0], firm, A4).pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_large_print_is_large_on_paper_too(browser: Browser, firm: Firm) -> None:
    model = MODELS[PAPER][0]
    large = model.model_copy(update={"facts": {**model.facts, "wishes": ["large_print"]}})
    page = opened(browser, large, firm, A4)
    page.emulate_media(media="print")

    assert page.evaluate("getComputedStyle(document.body).fontSize") == "24px"  # 18 points


def test_on_paper_the_parts_stand_where_they_belong(browser: Browser, firm: Firm) -> None:
    page = opened(browser, MODELS[PAPER][0], firm, A4)
    column: dict[str, float] = page.evaluate(COLUMN)
    middle = (column["left"] + column["right"]) / 2

    def where(text: str) -> dict[str, float]:
        found: dict[str, float] | None = page.evaluate(TEXT_OF, text)
        assert found, f"{text} is not on the page"
        return found

    for text in ("2026年6月26日", "お客様相談室長　例示 太郎", "謹白", "以上"):
        assert where(text)["right"] == pytest.approx(column["right"], abs=2), f"{text} stands on the right"
    for text in ("見本 花子 様", "謹啓"):
        assert where(text)["left"] == pytest.approx(column["left"], abs=2), f"{text} stands on the left"
    for text in ("ビスケットへの樹脂片の混入に関するお詫びとご報告（受付番号 K-1107）", "記"):
        assert (where(text)["left"] + where(text)["right"]) / 2 == pytest.approx(middle, abs=10), (
            f"{text} in the middle"
        )
    down = [
        "2026年6月26日",
        "見本 花子 様",
        "お客様相談室長",
        "お詫びとご報告",
        "謹啓",
        "謹白",
        "記",
        "ご返金",
        "以上",
    ]
    assert [where(text)["top"] for text in down] == sorted(where(text)["top"] for text in down)


def test_japanese_is_set_in_a_japanese_font(browser: Browser, firm: Firm) -> None:
    if shutil.which("fc-list") and not subprocess.run(["fc-list", ":lang=ja"], capture_output=True, check=True).stdout:
        pytest.skip("no Japanese font here: .ci/run installs one")
    page = opened(browser, MODELS[PAPER][0], firm, A4)
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    body = devtools.send("DOM.querySelector", {"nodeId": root, "selector": "p.centre"})["nodeId"]
    fonts: list[dict[str, Any]] = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": body})["fonts"]

    assert [font["familyName"] for font in fonts if re.search("JP|Hiragino|Gothic|IPA", font["familyName"])]


@pytest.mark.skipif(not os.environ.get("UPDATE_GOLDEN"), reason="takes pictures for the docs")
@pytest.mark.parametrize("name", [PAPER, "en_regret"])
def test_pictures_for_the_docs(name: str, browser: Browser, firm: Firm) -> None:
    opened(browser, MODELS[name][0], firm, {"width": 760, "height": 600}).screenshot(
        path=IMAGES / f"letter-{name.replace('_', '-')}.png", full_page=True
    )
