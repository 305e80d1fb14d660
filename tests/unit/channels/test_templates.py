"""WhatsApp's templates as data: sound, about contact and help only, and refused in Dutch when they are not."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from bot.channels.button_keys import read_button_key
from bot.channels.whatsapp.templates import TemplateError, Templates, load_templates
from bot.settings import PROJECT
from bot.simulators.graph_templates import template_problem

ID = UUID("0b8f7f6e-6f0c-4b7c-9a64-2f6c1d3a5e7b")
VALUES = {"corporation": "Woonstichting\nDe  Linde", "phone": "088-0000 000"}


def file_with(folder: Path, text: str, **more: Any) -> Path:
    import yaml

    entry = {"use": "outreach", "name": "contact", "text": text, **more}
    (folder / "whatsapp.yml").write_text(yaml.safe_dump({"templates": [entry]}), encoding="utf-8")
    return folder


def test_without_a_file_there_are_none_and_nothing_is_begun(tmp_path: Path) -> None:
    templates = load_templates(tmp_path)
    assert templates.for_use("answer_waits") is None
    assert not templates.outreach


def test_the_demo_s_templates_are_sound_and_outreach_is_off() -> None:
    templates = load_templates(PROJECT / "content" / "demo")
    assert templates.for_use("answer_waits") is not None
    assert not templates.outreach
    assert not templates.begins
    assert templates.model_copy(update={"outreach": True}).begins


@pytest.mark.parametrize(
    "text",
    [
        "Je moet nog € 50 betalen.", "Er staat 125,50 open.", "Je hebt een huurachterstand.", "Er komen kosten bij.",
        "Anders gaat het naar de deurwaarder.", "Bel ons, anders volgt ontruiming.", "Dit gaat naar incasso.",
        "De rechter kijkt ernaar.", "Je schuld is hoog.",
    ],
)  # fmt: skip
def test_a_template_about_amounts_costs_or_bailiffs_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(TemplateError, match="contact en hulp"):
        load_templates(file_with(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "variables"),
    [("Hoi van {{1}}", []), ("Hoi", ["phone"]), ("Hoi {{2}} en {{1}}", ["phone", "hours"]), ("Hoi {{1}}", ["balance"])],
)
def test_variables_must_fit_and_never_be_personal(tmp_path: Path, text: str, variables: list[str]) -> None:
    with pytest.raises(TemplateError, match="contact"):
        load_templates(file_with(tmp_path, text, variables=variables))


def test_a_first_word_of_our_own_needs_the_switch() -> None:
    one = {"use": "outreach", "name": "contact", "text": "Kunnen we je helpen? Bel {{1}}.", "variables": ["phone"]}
    assert Templates.model_validate({"templates": [one]}).named("contact") is None
    assert Templates.model_validate({"templates": [one], "outreach": True}).named("contact") is not None


def test_nothing_is_begun_unless_the_corporation_switched_it_on_and_has_a_template_for_it() -> None:
    answer = {"use": "answer_waits", "name": "klaar", "text": "Er staat een antwoord voor je klaar."}
    first = {"use": "outreach", "name": "bericht", "text": "We hebben een bericht voor je."}
    assert not Templates().begins
    assert not Templates.model_validate({"templates": [answer, first]}).begins
    assert not Templates.model_validate({"templates": [answer], "outreach": True}).begins
    assert Templates.model_validate({"templates": [answer, first], "outreach": True}).begins


def test_what_is_sent_is_what_was_approved_with_the_variables_on_one_line() -> None:
    one = {"use": "answer_waits", "name": "klaar", "text": "Van {{1}}, bel {{2}}.", "button": "Laat zien"}
    template = Templates.model_validate({"templates": [one | {"variables": ["corporation", "phone"]}]}).templates[0]
    assert template.words(VALUES) == "Van Woonstichting De Linde, bel 088-0000 000."
    body = template.content(VALUES, ID)
    assert template_problem(body, {"klaar": (template.text, "Laat zien")}) is None
    assert body["template"]["language"] == {"code": "nl"}
    payload = body["template"]["components"][1]["parameters"][0]["payload"]
    assert read_button_key(payload) == (ID, 0)


def test_the_simulator_refuses_what_was_not_approved() -> None:
    body = {"type": "template", "template": {"name": "x", "language": {"code": "nl"}, "components": []}}
    assert (template_problem(body, {}) or (0, ""))[0] == 132001
    assert (template_problem(body, {"x": ("Hoi {{1}}", "")}) or (0, ""))[0] == 132000
