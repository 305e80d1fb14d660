"""The secret that signs chat tokens: from the environment, or made once and kept under the var directory."""

import os
import secrets
from pathlib import Path

from bot.settings import Settings

BYTES = 48


def session_secret(settings: Settings) -> bytes:
    if settings.session_secret is not None:
        return settings.session_secret.get_secret_value().encode()
    return _kept(settings.var_dir / "session-secret")


def _kept(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_urlsafe(BYTES).encode())
    return path.read_bytes()
