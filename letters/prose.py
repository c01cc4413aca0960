"""A letter's text as its words are judged: quotations out of sight, widths alike, sentence by sentence. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = rf"(?:{_MONTHS}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b)"
_DATE = re.compile(
    r"\d{1,2}月(?:\d{1,2}日|末|上旬|中旬|下旬)|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}|本日|明日|明後日"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|\b{_MONTH} \d{{1,2}}\b|\b(?:end of {_MONTH})|\b(?:today|tomorrow)\b",
    re.IGNORECASE,
)
_QUOTATION = re.compile(
    "「[^「」]*」(?=と|の件|に関する|につきまして|について|というお|とのお)"  # somebody's words, named as such
    "|『[^『』]*』(?=と|の件|につきまして|について)"
    "|“[^“”]*”"
    '|"[^"\n]*"'
    "|^[ \t　]*[>＞].*$",
    re.MULTILINE,
)
_END = re.compile(r"[。！？!?]|\.(?=\s|$)|\n[ \t　]*\n")


def folded(text: str) -> str:
    """The same text, sign by sign, without regard to full and half width, capitals and kinds of apostrophe."""
    return "".join(map(_folded, text))


def _folded(sign: str) -> str:
    alike = unicodedata.normalize("NFKC", sign).casefold()
    if sign in "’‘":
        return "'"
    return alike if len(alike) == 1 else sign


def without_quotations(text: str, known: Iterable[str] = (), names: Iterable[str] = ()) -> str:
    """The text with quotations blanked out, every other sign where it was.

    Args:
        text: the text.
        known: lines that are quotations anyhow.
        names: what is called as it is called, wherever it stands as a whole.
    """
    lines = {_line(line) for words in known for line in words.split("\n")}
    kept = "\n".join(" " * len(line) if _line(line) in lines else line for line in text.split("\n"))
    for name in filter(None, names):
        kept = re.sub(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", _blank, kept)
    return _QUOTATION.sub(_blank, kept)


def _line(text: str) -> str:
    """A line without the marks of a list or heading and without its indent."""
    return text.strip().removeprefix("・").removeprefix("- ").removeprefix("■ ").strip()


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def dated(text: str, position: int) -> bool:
    """Whether a date stands in the sentence around that position."""
    ends = [end.end() for end in _END.finditer(text)]
    begin = max((end for end in ends if end <= position), default=0)
    stop = min((end for end in ends if end > position), default=len(text))
    return bool(_DATE.search(text[begin:stop]))
