"""What arrives at the webhooks as HTTP and JSON of the odd kind: never our fault, and stored once."""

import asyncio
import gzip
import json
from collections.abc import Mapping
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import func, select

from bot.channels.models import ChannelEvent
from bot.channels.telegram.assembly import SECRET_HEADER
from bot.conversation.models import Author, Message
from tests.support.channels import WEBHOOK_SECRET, envelope, post_telegram, post_whatsapp, sign, tg_message, wa_text
from tests.support.wiring import Desk

Site = TestClient[Any, Any]
WORDS = {"whatsapp": envelope({"messages": [wa_text("hallo")]}), "telegram": tg_message(text="hallo")}


def proven(channel: str, raw: bytes) -> dict[str, str]:
    """The header by which this channel's provider is known."""
    return {"X-Hub-Signature-256": sign(raw)} if channel == "whatsapp" else {SECRET_HEADER: WEBHOOK_SECRET}


async def over_the_wire(
    site: Site, channel: str, head: Mapping[str, str], *parts: bytes, breaks_off: bool = False
) -> int:
    """A POST written by hand, byte for byte; the status, or 0 where we were hung up on."""
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    lines = [f"POST /webhooks/{channel} HTTP/1.1", "Host: x", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in head.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1", "replace"))
    for part in parts:
        writer.write(part)
        await writer.drain()
    if breaks_off:
        writer.write_eof()
    told = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    return int(told.split(b" ", 2)[1]) if told else 0


def chunks(raw: bytes, size: int) -> list[bytes]:
    parts = [raw[at : at + size] for at in range(0, len(raw), size)]
    return [b"%x;ext=1\r\n%s\r\n" % (len(part), part) for part in parts] + [b"0\r\nTrailer: x\r\n\r\n"]


async def said(desk: Desk) -> list[str]:
    async with desk.services.database.transaction() as session:
        return list(await session.scalars(select(Message.text).where(Message.author == Author.TENANT)))


async def events(desk: Desk) -> int:
    async with desk.services.database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(ChannelEvent)) or 0


@pytest.mark.parametrize("channel", WORDS)
async def test_in_pieces_and_under_any_name_it_is_the_same_message(site: Site, desk: Desk, channel: str) -> None:
    raw = json.dumps(WORDS[channel]).encode()
    head = proven(channel, raw)
    whole = {"Content-Length": str(len(raw))}
    assert await over_the_wire(site, channel, {**head, "Transfer-Encoding": "chunked"}, *chunks(raw, 7)) == 200
    kinds = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "image/png", "?;;", "")
    for kind in (*kinds, "application/json; charset=utf-16"):
        assert await over_the_wire(site, channel, {**head, **whole, "Content-Type": kind}, raw) == 200
    assert await over_the_wire(site, channel, {**head, **whole, "Expect": "100-continue"}, raw) in (100, 200)
    assert await said(desk) == ["hallo"]


@pytest.mark.parametrize("channel", WORDS)
async def test_what_breaks_off_or_lies_about_its_length_is_not_our_fault(site: Site, desk: Desk, channel: str) -> None:
    raw = json.dumps(WORDS[channel]).encode()
    head = proven(channel, raw)
    half = raw[: len(raw) // 2]
    broken: list[tuple[dict[str, str], bytes]] = [
        ({"Content-Length": str(len(raw) + 50)}, raw),
        ({"Content-Length": "-1"}, raw),
        ({"Content-Length": "x"}, raw),
        ({"Content-Length": str(10**12)}, raw),
        ({"Transfer-Encoding": "chunked"}, b"zz\r\n" + raw),
        ({"Transfer-Encoding": "chunked"}, b"ffffffffffffffffffff\r\n" + raw),
        ({"Transfer-Encoding": "chunked"}, b"%x\r\n%s" % (len(raw), half)),
        ({"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}, b"".join(chunks(b"no gzip", 3))),
        ({"Content-Length": str(len(half)), "Content-Encoding": "deflate"}, half),
        ({}, raw),
    ]
    for more, sent in broken:
        assert await over_the_wire(site, channel, head | more, sent, breaks_off=True) < 500, more
    assert set(await said(desk)) <= {"hallo"}


@pytest.mark.parametrize("channel", WORDS)
async def test_a_bomb_in_a_small_coat_is_too_large_and_not_more(site: Site, channel: str) -> None:
    bomb = gzip.compress(b" " * 200_000_000)
    head = proven(channel, bomb) | {"Content-Encoding": "gzip", "Content-Length": str(len(bomb))}
    assert await over_the_wire(site, channel, head, bomb) in (0, 400, 401, 413)


@pytest.mark.parametrize("channel", WORDS)
async def test_a_body_beyond_all_measure_is_refused_and_one_of_three_megabytes_is_not(
    site: Site, desk: Desk, channel: str
) -> None:
    for size, status in ((5_000_000, 413), (3_000_000, 200)):
        raw = json.dumps(WORDS[channel] | {"vulling": "x" * size}).encode()
        head = proven(channel, raw) | {"Content-Length": str(len(raw))}
        assert await over_the_wire(site, channel, head, raw) in (status, 0 if status == 413 else status)
    assert await said(desk) == ["hallo"]


ODD_BODIES = (
    b"", b" ", b"\xef\xbb\xbf", b"null", b"true", b"0", b'""', b"[]", b"{}", b"NaN", b"-Infinity", b"[1e999]", b"{",
    b'{"a":1}{"b":2}', b"\x00", b'"\\ud800"', b'{"\\u0000":"\\udfff"}', b"[" * 200_000, b'{"a":' * 50_000,
    b"[" * 900 + b"]" * 900, b'{"entry":[{"changes":[{"field":"messages","value":NaN}]}]}', b"9" * 100_000,
    b'{"update_id":1e3}', b'{"update_id":1.5}', b'{"update_id":"7"}', b'{"update_id":true,"message":{}}',
    b'{"update_id":99999999999999999999999999}', b'{"update_id":-4,"message":null}',
    '{"naam":"é"}'.encode("utf-16"),
    b"<xml/>", b"a=b&c=d", bytes(range(256)),
)  # fmt: skip


@pytest.mark.parametrize("channel", WORDS)
async def test_json_of_any_kind_gets_its_200_and_is_kept_once(site: Site, desk: Desk, channel: str) -> None:
    posts = {"whatsapp": post_whatsapp, "telegram": post_telegram}
    for raw in ODD_BODIES:
        assert (await posts[channel](site, None, raw=raw)).status == 200, raw[:60]
    once = await events(desk)
    for raw in reversed(ODD_BODIES):
        assert (await posts[channel](site, None, raw=raw)).status == 200, raw[:60]
    assert await events(desk) == once
    assert once > len(ODD_BODIES) / 2
    assert await said(desk) == []


async def test_a_name_that_stands_twice_counts_as_it_stands_last(site: Site, desk: Desk) -> None:
    raw = json.dumps(WORDS["whatsapp"]).encode().replace(b'"body": "hallo"', b'"body": "eerst", "body": "laatst"')
    assert (await post_whatsapp(site, None, raw=raw)).status == 200
    assert await said(desk) == ["laatst"]


async def test_numbers_out_of_this_world_stand_beside_words_without_costing_them(site: Site, desk: Desk) -> None:
    """In every place where a number can stand: what is read of it is nothing, and what is said is kept."""
    numbers = (b"1e400", b"-1e400", b"NaN", b"Infinity", b"1" * 39, b"1" * 500, b"0.1e-999", b"-0")
    for place, number in enumerate(numbers):
        odd = wa_text(f"zin {place}", message_id=f"wamid.getal.{place}") | {"timestamp": "GETAL", "x": {"y": ["GETAL"]}}
        located = {"id": f"wamid.plek.{place}", "from": "31612345678", "type": "location", "timestamp": "1795438800"}
        located["location"] = {"latitude": "GETAL", "longitude": "GETAL"}
        raw = json.dumps(envelope({"messages": [odd, located]})).encode().replace(b'"GETAL"', number)
        assert (await post_whatsapp(site, None, raw=raw)).status == 200, number
        update = tg_message(text=f"tg {place}") | {"x": "GETAL"}
        raw = json.dumps(update).encode().replace(b'"GETAL"', number)
        assert (await post_telegram(site, None, raw=raw)).status == 200, number
    heard = set(await said(desk))
    assert {f"zin {n}" for n in range(len(numbers))} | {f"tg {n}" for n in range(len(numbers))} <= heard


@pytest.mark.parametrize(
    "header",
    ["sha256=" + "0" * 64, "sha256=", "sha1=" + "0" * 40, "SHA256=" + "0" * 64, "sha256=" + "é" * 64, "", " ", "\t=,;"],
)
async def test_a_signature_of_any_shape_is_only_right_or_wrong(site: Site, desk: Desk, header: str) -> None:
    for channel in WORDS:
        raw = json.dumps(WORDS[channel]).encode()
        name = next(iter(proven(channel, raw)))
        assert await over_the_wire(site, channel, {name: header, "Content-Length": str(len(raw))}, raw) == 401
    assert await events(desk) == 0


async def test_a_header_longer_than_any_is_refused(site: Site, desk: Desk) -> None:
    for channel in WORDS:
        raw = json.dumps(WORDS[channel]).encode()
        name, right = next(iter(proven(channel, raw).items()))
        assert (
            await over_the_wire(site, channel, {name: right + "0" * 9000, "Content-Length": str(len(raw))}, raw) == 400
        )
    assert await events(desk) == 0
