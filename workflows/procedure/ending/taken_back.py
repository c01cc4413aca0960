"""A complaint that was taken back: cause and prevention are decided all the same (desk, C22).

The customer's word ends what is owed to the customer, not what the firm has to learn from it.
"""

from __future__ import annotations

from domain.closing import elsewhere, prevented, waived
from domain.heads import unanalysed
from workflows.procedure.act import Act


def look_into(act: Act) -> None:
    """While cause or prevention of a withdrawn complaint is undecided it is somebody's to decide; then it is over."""
    case = act.case
    key = f"{case.reference}/taken_back"
    if case.stage != "withdrawn" or elsewhere(case):
        return
    missing = ["cause"] if unanalysed(case) else []
    missing += [] if prevented(case) or waived(case, "prevention") else ["prevention"]
    if not missing:
        act.solved(key)
        return
    act.problem(key, f"withdrawn, and not decided: {' and '.join(missing)}", case.handler or "lead", DECIDE)


DECIDE = (
    "decide both all the same: record_root_cause (undetermined is an honest result) or waive_root_cause; "
    "add_prevention_task or decide_no_prevention"
)
