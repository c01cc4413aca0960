"""Where the customer is reached: one place that knows which of two addresses letters go to."""

from __future__ import annotations

from domain.case import Case


def new_address(case: Case, address: str) -> None:
    """Letters go there from now on, also where the customer had named an address other than their own."""
    customer = (case.personal or {}).get("customer")
    if customer is None:
        return
    wishes = customer.get("contact") or {}
    if wishes.get("address"):
        customer["contact"] = wishes | {"address": address}
    else:
        customer["address"] = address
