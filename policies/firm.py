"""Who the firm is (`data/firm.yaml`): the sender of the letters, who signs which, where a customer can turn next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from pydantic import Field, model_validator

from domain.words import LetterKind, Locale, Role
from policies.contracts import TEXT_KEYS
from policies.rulefile import Rule, Texts, read_rules

UNSIGNED: tuple[LetterKind, ...] = ("notice", "public_reply")
"""Kinds of letter under which nobody's name stands."""


class Lines(Rule):
    """A list of lines in both languages."""

    ja: tuple[str, ...] = Field(min_length=1)
    en: tuple[str, ...] = Field(min_length=1)

    def of(self, locale: Locale) -> tuple[str, ...]:
        """The lines for a reader of that language."""
        return self.ja if locale == "ja" else self.en


class Signatory(Rule):
    """Who signs: the one who acts in this role that day (`handler`: the complaint's own), under this title."""

    role: Role
    title: Texts


class Executive(Rule):
    """Who signs instead at level 3 (経営対応), and where somebody was seriously hurt: by name only what they sent or approved."""

    staff: str = Field(min_length=1)
    """Staff id in the team file; acts in the role `manager`."""
    title: Texts
    kinds: tuple[LetterKind, ...] = Field(min_length=1)


class Firm(Rule):
    """The sender of every letter."""

    name: Texts
    department: Texts
    phone: Texts
    """The direct line as a reader of each language dials it."""
    hours: Texts
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    address: Texts
    page: str = Field(default="", max_length=100, pattern=r"^(https://[^\s{}]*(\{reference\})?[^\s{}]*)?$")
    """Where customers read their letters, `{reference}` for the reference; without it no letter goes as a message."""
    recourse: Lines
    """Where the customer can turn who is not satisfied; general, and no statement of law."""
    outside: Lines | None = None
    """The same of bodies outside the firm alone, for letters before there is an answer; without it, all of `recourse`."""
    signatories: dict[LetterKind, Signatory]
    executive: Executive | None = None
    """Without it the others sign at every level."""
    legal: str = ""
    """Staff id in the team file of who is told as legal at level 3; empty: the lead is told that nobody is named."""
    texts: dict[str, dict[str, Texts]] = Field(default_factory=dict)
    """Policy pack → what its letters have to say in the firm's own wording (`referral_right`, `leaflet`, …)."""

    @model_validator(mode="after")
    def _every_letter_is_signed(self) -> Firm:
        # A notice goes to colleagues, and in public the firm speaks; every letter to a customer is somebody's word.
        unsigned = [kind for kind in get_args(LetterKind) if kind not in (*UNSIGNED, *self.signatories)]
        if unsigned:
            raise ValueError(f"no signatory for {', '.join(unsigned)}")
        return self

    @model_validator(mode="after")
    def _texts_are_known(self) -> Firm:
        for pack, texts in self.texts.items():
            if unknown := [key for key in texts if key not in TEXT_KEYS]:
                raise ValueError(
                    f"texts.{pack}.{unknown[0]} is no text that a letter says; there are {', '.join(TEXT_KEYS)}"
                )
        return self

    def text(self, packs: Iterable[str], key: str, locale: Locale) -> str:
        """The firm's wording under that key, for the first of these packs that has one; empty where none has."""
        found = (self.texts[pack][key].of(locale) for pack in packs if key in self.texts.get(pack, {}))
        return next((text for text in found if text.strip()), "")

    @property
    def beside_the_desk(self) -> dict[str, str]:
        """Who is told of what is at level 3 though the desk has no role for them: `executive`, `legal` → staff id."""
        named = {"executive": self.executive.staff if self.executive else "", "legal": self.legal}
        return {one: staff for one, staff in named.items() if staff}

    def signatory(self, kind: LetterKind) -> Signatory | None:
        """Who signs that kind of letter; None where nobody does."""
        return self.signatories.get(kind)

    def title_of(self, role: str) -> Texts | None:
        """The title under which somebody of that role signs, as the first kind of letter has it that they sign."""
        return next((one.title for one in self.signatories.values() if one.role == role), None)


def read(text: str, file_name: str) -> Firm:
    """The firm in `text`; raises InvalidPolicy naming file and key."""
    return read_rules(Firm, text, file_name)
