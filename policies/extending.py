"""What a pack takes over from the pack it extends. Plain data in, plain data out: the models come after. Pure.

`iso-10002` is the procedure that every pack stands on: of it a pack takes over the settings and waits, and of its duties only
those that say `inherit: true`. Any other pack that is extended is taken over whole, duties and all, and becomes the
extending pack's own: such a pack is an overlay. An overlay's entries replace those of the same name, of a duty key by key.

A ladder has two halves, the rungs on time (`at`, `left`) and the rungs on substance (`about`): a pack that writes one half
keeps the other, so that its own warnings do not take away the alarm when somebody is hurt.
"""

from __future__ import annotations

from typing import Any

from policies.marks import Written
from policies.refusals import refused

PROCEDURE = "iso-10002"
"""The base of all packs."""
OF_THE_PROCEDURE = ("zone", "calendar", "hours", "ladder", "authority", "conduct", "offer_rounds", "reopen")
"""What a pack on the procedure takes over from it where it says nothing, beside waits and duties meant to be inherited."""
ITS_OWN = ("id", "version", "title", "extends")
"""What no pack takes over."""
BY_NAME = ("facts", "replaces", "letters", "waits", "closures")
"""Keys with entries of their own names: an overlay replaces them one by one."""
Raw = dict[str, Any]


def extended(raw: Raw, base: Raw) -> Raw:
    """A pack on top of its base (both as the reader has them: duties and waits are there, each duty says whose it is)."""
    if base["id"] == PROCEDURE:
        return _on_the_procedure(raw, base)
    whole = {key: value for key, value in base.items() if key not in ITS_OWN} | raw
    for key in BY_NAME:
        if isinstance(base.get(key), dict) and isinstance(raw.get(key), dict):
            whole[key] = base[key] | raw[key]
    whole |= _ladder(raw, base)
    if isinstance(base.get("moratoria"), list) and isinstance(raw.get("moratoria"), list):
        whole["moratoria"] = _by_title(base["moratoria"], raw["moratoria"])
    taken_over = {name: duty for name, duty in base["duties"].items() if duty.get("of") == base["id"]}
    mine = base["duties"] | {name: duty | {"of": raw["id"]} for name, duty in taken_over.items()}
    return whole | {"duties": mine | {name: mine.get(name, {}) | duty for name, duty in raw["duties"].items()}}


def _on_the_procedure(raw: Raw, base: Raw) -> Raw:
    inherited = {
        name: duty for name, duty in base["duties"].items() if duty.get("inherit") and name not in raw["duties"]
    }
    return (
        {key: base[key] for key in OF_THE_PROCEDURE if key in base}
        | raw
        | _ladder(raw, base)
        | {"duties": raw["duties"] | inherited, "waits": base["waits"] | raw["waits"]}
    )


def _ladder(raw: Raw, base: Raw) -> Raw:
    """The ladder of a pack that has rungs of one half only: its own, and the base's other half."""
    own, its = raw.get("ladder"), base.get("ladder")
    if not (isinstance(own, list) and isinstance(its, list) and all(isinstance(one, dict) for one in own)):
        return {}
    on_time = [one for one in own if "about" not in one] or [one for one in its if "about" not in one]
    on_substance = [one for one in own if "about" in one] or [one for one in its if "about" in one]
    return {"ladder": on_time + on_substance}


def _by_title(base: list[Any], own: list[Any]) -> list[Any]:
    """Moratoria one by one: an own one of the same name takes the place of the base's."""
    names = [one.get("name") for one in own if isinstance(one, dict)]
    return [one for one in base if not isinstance(one, dict) or one.get("name") not in names] + own


def mapping(raw: Raw, key: str, written: Written) -> Raw:
    """The entries of a key that has names below it; raises InvalidPolicy with the line where it has something else."""
    value = raw.get(key, {})
    if not isinstance(value, dict) or not all(isinstance(entry, dict) for entry in value.values()):
        raise refused([written], [key], f"{key}: must be a list of names, each with its keys below it")
    return value
