"""What the next letter has to say sorry for beside its own matter."""

from __future__ import annotations

from domain.case import Case


def apologised_for(case: Case, effect: str) -> list[dict[str, str]]:
    """Broken promises that no letter has apologised for yet: this one does. What and by when, as the letter says it."""
    said = []
    for one in case.promises:
        if one.state == "broken" and not one.apologised_in and not one.to:
            one.apologised_in = effect
            said.append({"what": one.what, "due": one.due.isoformat()})
    return [one for n, one in enumerate(said) if one not in said[:n]]  # the parts of one remedy are one sentence


def not_said(case: Case, effect: str) -> None:
    """The letter that was to say it does not leave: the next one says sorry, and what it was to promise is not promised."""
    for one in case.promises:
        if one.apologised_in == effect:
            one.apologised_in = ""
    for task in case.prevention:
        if task.promised_in == effect:
            task.promised_in = ""
