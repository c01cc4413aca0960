"""The commands that a sentence of the desk names, by their Japanese titles."""

from __future__ import annotations

import re

from messages.commands.specs import COMMANDS

_NAMED = re.compile(r"(?<!\w)([a-z]+(?:_[a-z]+)+)(?!\w)|(?:^|\(|; |\bthen |\bor )([a-z]+)(?!\w)")
"""A name of two words anywhere; one of a single word (`close`, `note`) only where an instruction begins, for it is English too."""


def titles_ja(sentence: str) -> str:
    """What a next act asks for, in Japanese; empty when it names no command. Each command once, in the sentence's order."""
    named = dict.fromkeys(name for pair in _NAMED.findall(sentence) for name in pair if name in COMMANDS)
    return "、".join(COMMANDS[name].title_ja for name in named)
