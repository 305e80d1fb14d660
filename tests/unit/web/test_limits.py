"""How much one chat, and one address, may ask; and that nobody pays for somebody else."""

from collections.abc import Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from bot.settings import ChatLimits
from bot.web.errors import Refusal
from bot.web.limits import Limiter

#: Asked for so often within each: the first so many pass.
FEW = "3/10 minutes"
MANY = "1000/10 minutes"
PROXY = "10.0.0.1"
Ask = Callable[[Limiter, web.Request, str], None]


def _new(strict: Limiter, request: web.Request, _session: str) -> None:
    strict.new_session(request)


NEW: Ask = _new
WRITE: Ask = Limiter.message
READ: Ask = Limiter.reading


def limiter(**strict: str) -> Limiter:
    """Generous, but for what is named."""
    names = [name for name, field in ChatLimits.model_fields.items() if field.annotation is str]
    return Limiter(ChatLimits(**{**dict.fromkeys(names, MANY), **strict}), frozenset({PROXY}))


def from_address(address: str, forwarded: str = "") -> web.Request:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return make_mocked_request("GET", "/chat/messages", headers=headers).clone(remote=address)


def passes(ask: Ask, strict: Limiter, address: str, session: str, forwarded: str = "") -> bool:
    refused: Refusal | None = None
    try:
        ask(strict, from_address(address, forwarded), session)
    except Refusal as refusal:
        refused = refusal
    if refused is None:
        return True
    assert refused.status == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 600
    assert "Wacht even" in refused.message
    return False


@pytest.mark.parametrize(("ask", "setting"), [(WRITE, "messages_per_session"), (READ, "readings_per_session")])
def test_a_chat_that_asks_too_much_waits_from_whatever_address_and_another_chat_does_not(
    ask: Ask, setting: str
) -> None:
    strict = limiter(**{setting: FEW})
    assert [passes(ask, strict, f"192.0.2.{n}", "one") for n in range(5)] == [True] * 3 + [False] * 2
    assert passes(ask, strict, "192.0.2.1", "other")


@pytest.mark.parametrize(
    ("ask", "setting"),
    [(NEW, "sessions_per_address"), (WRITE, "messages_per_address"), (READ, "readings_per_address")],
)
def test_an_address_that_asks_too_much_waits_in_whatever_chat_and_another_address_does_not(
    ask: Ask, setting: str
) -> None:
    strict = limiter(**{setting: FEW})
    assert [passes(ask, strict, "192.0.2.1", str(n)) for n in range(5)] == [True] * 3 + [False] * 2
    assert passes(ask, strict, "192.0.2.2", "0")


@pytest.mark.parametrize("setting", ["sessions_per_address", "messages_per_address", "readings_per_address"])
def test_behind_our_proxy_everybody_counts_by_themselves_and_nobody_else_is_believed(setting: str) -> None:
    ask = {"sessions_per_address": NEW, "messages_per_address": WRITE, "readings_per_address": READ}[setting]
    strict = limiter(**{setting: "1/10 minutes"})
    assert passes(ask, strict, PROXY, "a", forwarded="192.0.2.1")
    assert passes(ask, strict, PROXY, "b", forwarded="192.0.2.1, 192.0.2.2")
    assert not passes(ask, strict, PROXY, "c", forwarded="198.51.100.7, 192.0.2.2"), "only what our proxy added counts"
    assert passes(ask, strict, "203.0.113.1", "d", forwarded="192.0.2.9")
    assert not passes(ask, strict, "203.0.113.1", "e", forwarded="192.0.2.10"), "anybody can write that header"


def test_reading_takes_nothing_from_writing() -> None:
    strict = limiter(readings_per_session=FEW, messages_per_session=FEW)
    assert [passes(READ, strict, "192.0.2.1", "one") for _ in range(4)] == [True] * 3 + [False]
    assert passes(WRITE, strict, "192.0.2.1", "one")


def test_who_shares_a_busy_address_is_not_told_to_have_written_too_much() -> None:
    strict = limiter(messages_per_address="1/10 minutes", messages_per_session="1/10 minutes")
    strict.message(from_address("192.0.2.1"), "one")
    with pytest.raises(Refusal, match="druk"):
        strict.message(from_address("192.0.2.1"), "another")
    with pytest.raises(Refusal, match="Je stuurt heel veel"):
        strict.message(from_address("192.0.2.1"), "one")
