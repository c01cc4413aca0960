"""What the proofs tried, and what differed from what it should be: the table that `make certify` prints at its end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Proof:
    """One proof: how many points it tried, and each that differed."""

    tried: int = 0
    differed: list[str] = field(default_factory=list)


PROOFS: dict[str, Proof] = defaultdict(Proof)
"""Name of the proof → what came of it, in the order they ran."""


def tried(proof: str, point: str, differs: str = "") -> None:
    """Note one point of a proof. `differs`: what was not as it should be; empty when all was."""
    PROOFS[proof].tried += 1
    if differs:
        PROOFS[proof].differed.append(f"{point}: {differs}")


def differing(proof: str) -> list[str]:
    """What differed so far in a proof; a test ends by asserting that this is empty."""
    return PROOFS[proof].differed


def table() -> list[str]:
    """The table, one line per proof, then each difference."""
    width = max(len(name) for name in PROOFS)
    lines = [f"{'proof':<{width}}  tried  differed"]
    lines += [f"{name:<{width}}  {proof.tried:>5}  {len(proof.differed):>8}" for name, proof in PROOFS.items()]
    lines += [f"{name}: {point}" for name, proof in PROOFS.items() for point in proof.differed]
    return lines
