"""On the real server: a holding response that has left buys its time; no final response leaves without what the law asks of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from temporalio.client import Client

from domain.errors import MissingContent
from policies.reader import HERE
from tests.desk import Desk, open_desk

pytestmark = pytest.mark.asyncio(loop_scope="module")

DELAY: dict[str, Any] = {
    "kind": "holding_response",
    "new_date": "2035-04-20",
    "personal": {"reasons_for_delay": "the other bank has not answered yet"},
}
LEAFLET = "texts.uk-fca-disp.leaflet.en"


def firm_without_leaflet(folder: Path) -> Path:
    """The firm file as shipped, without one of its texts."""
    firm = yaml.safe_load((HERE / "data" / "firm.yaml").read_text(encoding="utf-8"))
    del firm["texts"]["uk-fca-disp"]["leaflet"]
    file = folder / "firm.yaml"
    file.write_text(yaml.safe_dump(firm, allow_unicode=True), encoding="utf-8")
    return file


async def holding_response_leaves(desk: Desk, reference: str) -> None:
    await desk.arrives(reference, policy="uk-fca-disp", facts={"payment_service": True})
    await desk.letters_out(reference, "acknowledgement")
    before = await desk.handle(reference).fetch_history()
    with pytest.raises(MissingContent, match=r"holding_response: new_date is missing, .* \(FCA DISP 1\.6\.2AR\)"):
        await desk.do(reference, "send_letter", kind="holding_response", personal=DELAY["personal"])
    assert len((await desk.handle(reference).fetch_history()).events) == len(before.events)
    await desk.do(reference, "send_letter", **DELAY)
    case = await desk.until(reference, lambda case: "final_response_after_holding" in str(case["deadlines"]))
    states = {one["duty"]: one["state"] for one in case["deadlines"]}
    assert (states["final_response"], states["final_response_after_holding"]) == ("met", "running")
    [promised] = [one for one in case["deadlines"] if one["duty"] == "promised_answer"]
    assert (promised["due"], promised["state"]) == (DELAY["new_date"], "running")


async def test_a_letter_waits_for_the_firms_text_and_leaves_with_it(server: Client, tmp_path: Path) -> None:
    async with open_desk(server, tmp_path, firm_file=firm_without_leaflet(tmp_path)) as desk:
        await holding_response_leaves(desk, "DISP-1")
        await desk.investigate("DISP-1")
        await desk.do("DISP-1", "send_final_response")
        case = await desk.until("DISP-1", lambda case: case["problems"])

        assert [letter["state"] for letter in case["letters"] if letter["kind"] == "final_response"] == ["blocked"]
        assert LEAFLET in case["problems"][0]["what"]
        assert case["problems"][0]["owner"]
    async with open_desk(server, tmp_path) as desk:
        await desk.do("DISP-1", "send_letter", effect_id="DISP-1/final_response/1", then="again")
        case = await desk.letters_out("DISP-1", "final_response")

        [letter] = [letter for letter in desk.mail("DISP-1") if "final_response" in str(letter["Message-ID"])]
        body = letter.get_body(("plain",))
        assert body is not None
        assert "ombudsman.example.com/leaflet" in body.get_content()
        assert {one["duty"]: one["state"] for one in case["deadlines"]}["final_response_after_holding"] == "met"
        await desk.handle("DISP-1").terminate("the proof is over")
