"""Every webhook of today's providers comes down to what it is; the key is the same when it is told again."""

from datetime import UTC, datetime

import pytest

from bot.channels.elements import Approval, Edited, Element, Noted, Reached, Reported, Said, Warned, Wished
from bot.channels.telegram.parsing import elements as telegram
from bot.channels.whatsapp.parsing import elements as whatsapp
from tests.support.channels import BOT, NUMBER
from tests.support.provider_samples import Sample
from tests.support.telegram_samples import telegram_samples
from tests.support.whatsapp_samples import whatsapp_reported, whatsapp_said, whatsapp_warned

NOW = datetime.fromtimestamp(1795438830, UTC)
WHATSAPP = [*whatsapp_said(), *whatsapp_reported(), *whatsapp_warned()]
TELEGRAM = telegram_samples()


def shown(element: Element) -> str:
    match element:
        case Noted():
            return element.kind
        case Said():
            own = " own" if element.own_phone else ""
            return f"said {element.kind} {element.text or element.pressed or element.subtype}{own}"
        case Edited():
            return f"edited {element.text}"
        case Reported():
            return f"reported {element.state}{f' {element.code}' if element.code else ''}"
        case Approval():
            return f"approval {element.name} {element.usable}"
        case Warned():
            return f"{'over' if element.over else 'warned'} {element.warning} {element.subject}"
        case Reached():
            return f"reached {element.reachable}"
        case Wished():
            return f"wished {'out' if element.out else 'back'}"
    return type(element).__name__.lower()


@pytest.mark.parametrize("sample", WHATSAPP, ids=lambda sample: str(sample.name))
def test_whatsapp_s_comes_down_to_what_it_is(sample: Sample) -> None:
    found = whatsapp(sample.body, NUMBER, NOW)
    assert tuple(shown(element) for element in found) == sample.comes_to
    assert [element.key for element in whatsapp(sample.body, NUMBER, NOW)] == [element.key for element in found]
    assert len({element.key for element in found}) == len(found)


@pytest.mark.parametrize("sample", TELEGRAM, ids=lambda sample: str(sample.name))
def test_telegram_s_comes_down_to_what_it_is(sample: Sample) -> None:
    (found,) = telegram(sample.body, BOT, NOW)
    assert (shown(found),) == sample.comes_to


def test_no_two_samples_share_a_key() -> None:
    keys = [e.key for s in WHATSAPP for e in whatsapp(s.body, NUMBER, NOW)]
    assert len(set(keys)) == len(keys)
