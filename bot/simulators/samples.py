"""What the demo's telephones can send beside words: a picture of a letter, a sound, a sticker, a place, a card."""

import io
import math
import struct
import wave
from base64 import b64decode
from pathlib import Path
from typing import Any

PICTURE = (Path(__file__).resolve().parent / "static" / "brief.png").read_bytes()
STICKER = b64decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
#: Made up; in the sea.
PLACE = {"latitude": 53.21, "longitude": 4.62}
#: What the page shows of one's own, by what was sent.
SHOWN = {
    "foto": "(foto van een brief)",
    "spraak": "(spraakbericht)",
    "sticker": "(sticker)",
    "plek": "(locatie)",
    "contact": "(mijn contactkaart)",
}
RATE, SECONDS = 8_000, 1.2


def spoken() -> bytes:
    """Two notes that can be played: no voice, but a sound."""
    frames = bytearray()
    for at in range(int(RATE * SECONDS)):
        note = 440 if at < RATE * SECONDS / 2 else 554
        frames += struct.pack("<h", int(9_000 * math.sin(2 * math.pi * note * at / RATE)))
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(bytes(frames))
    return held.getvalue()


SOUND = spoken()
FILES = {"foto": (PICTURE, "image/png"), "spraak": (SOUND, "audio/wav"), "sticker": (STICKER, "image/webp")}


def whatsapp_card(phone: str) -> list[dict[str, Any]]:
    phones = [{"phone": f"+{phone}", "wa_id": phone, "type": "CELL"}]
    return [{"name": {"formatted_name": "Huurder", "first_name": "Huurder"}, "phones": phones}]


def telegram_card(chat: int) -> dict[str, Any]:
    return {"phone_number": f"31{chat:09d}", "first_name": "Huurder", "user_id": chat}
