"""Text from people, made harmless for an engine that takes a leading slash as a command."""

#: Invisible; keeps Rasa from reading what follows as `/intent`. Dropped again before anything is understood.
GUARD = "\u2060"


def guarded(text: str) -> str:
    """A person's text that Rasa will never execute, whatever it begins with."""
    stripped = text.strip()
    return GUARD + stripped if stripped.startswith("/") else stripped


def unguarded(text: str) -> str:
    """The text as the person wrote it."""
    return text[len(GUARD) :] if text.startswith(GUARD) else text
