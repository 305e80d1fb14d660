"""The sentences that everybody says: understood outright, and none of them an alarm."""

import json
import subprocess

from bot.dialogue.training import ENGINE_PYTHON
from bot.settings import PROJECT

PLAINEST = {
    "ik kan de huur deze maand niet betalen": "report_cannot_pay",
    "ik kan de huur niet betalen": "report_cannot_pay",
    "ik wil een betalingsregeling": "request_payment_arrangement",
    "kan ik een betalingsregeling krijgen": "request_payment_arrangement",
    "kan ik in delen betalen": "request_payment_arrangement",
    "ik wil uitstel": "request_deferral",
    "ik wil mijn betaaldag veranderen": "request_paydate_change",
    "hoeveel moet ik nog betalen": "ask_balance",
    "ik heb al betaald": "report_payment_made",
    "word ik nu uit huis gezet??": "fear_eviction",
    "ik ben bang dat ik mijn huis kwijtraak": "fear_eviction",
    "ik heb een brief van de deurwaarder": "report_bailiff_letter",
    "ik heb een dagvaarding gekregen": "report_court_summons",
    "kan ik huurtoeslag krijgen": "ask_benefits",
    "ik heb schulden": "inform_multiple_debts",
    "ik schaam me": "express_shame",
    "ik wil iemand spreken": "request_human",
    "bel mij terug": "request_callback",
    "hoe laat zijn jullie open": "ask_contact_hours",
    "mijn ex staat ook op het contract moet hij ook betalen": "ask_co_tenant",
    "hoi": "greet",
    "ik ben niet bang": "deny",
    "ik ben niet boos": "deny",
    "er is geen probleem meer": "deny",
    "ik heb een vonnis gekregen": "report_eviction_notice",
    "stop met die vraag": "cancel",
    "stop": "opt_out",
}
#: Understood or asked back, but no alarm: they say what is not so.
DENIED = ("ik heb geen honger", "ik word niet mishandeld", "ik sla mijn kind niet", "ik sta niet op straat")
DANGERS = {"suicide", "violence", "homeless_now", "no_food", "child_at_risk", "medical_risk"}


def test_the_plainest_sentences_are_understood_and_raise_no_alarm() -> None:
    done = subprocess.run(
        [str(ENGINE_PYTHON), "-m", "engine.parse"],
        input="\n".join([*PLAINEST, *DENIED]),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    parsed = {answer["text"]: answer for answer in map(json.loads, done.stdout.splitlines())}
    assert {text: parsed[text]["intent"]["name"] for text in PLAINEST} == PLAINEST
    alarms = {text: {s["name"] for s in parsed[text]["signals"]} & DANGERS for text in parsed}
    assert not any(alarms.values()), alarms
