"""Faults of a provider that can be switched on, for so many calls."""

import enum
from dataclasses import dataclass, field


class Fault(enum.StrEnum):
    """What a provider can do to us; the words are what the demo's phone page shows."""

    TOO_FAST = "too_fast"
    SERVER_ERROR = "server_error"
    #: Takes the message and then hangs up: nobody knows.
    HANG_UP_AFTER = "hang_up_after"
    #: Takes the message and answers when nobody waits for it any more.
    SLOW = "slow"
    TWICE = "twice"
    REORDER = "reorder"
    WINDOW_CLOSED = "window_closed"
    #: Only WhatsApp has templates.
    TEMPLATE_PAUSED = "template_paused"
    BLOCKED = "blocked"
    #: What fails is told first as failed, and only then as sent: statuses come in any order. Only WhatsApp tells.
    SENT_AFTER_FAILED = "sent_after_failed"
    BAD_TOKEN = "bad_token"  # noqa: S105 - the name of a fault


WORDS = {
    Fault.TOO_FAST: "Te snel (429)",
    Fault.SERVER_ERROR: "Storing (500)",
    Fault.HANG_UP_AFTER: "Verbinding weg na versturen",
    Fault.SLOW: "Antwoord duurt te lang (time-out)",
    Fault.TWICE: "Alles dubbel bezorgd",
    Fault.REORDER: "Alles door elkaar bezorgd",
    Fault.WINDOW_CLOSED: "Venster van 24 uur dicht",
    Fault.TEMPLATE_PAUSED: "Sjabloon gepauzeerd (alleen WhatsApp)",
    Fault.BLOCKED: "Huurder blokkeert ons",
    Fault.SENT_AFTER_FAILED: "‘Verzonden’ komt pas na ‘mislukt’ (alleen WhatsApp)",
    Fault.BAD_TOKEN: "Sleutel ongeldig (versturen stopt dan, eerst tien minuten)",
}


@dataclass
class Faults:
    """How often each fault still happens; -1 is until it is switched off."""

    left: dict[Fault, int] = field(default_factory=dict)

    def set(self, fault: Fault, times: int) -> None:
        if times:
            self.left[fault] = times
        else:
            self.left.pop(fault, None)

    def is_on(self, fault: Fault) -> bool:
        return self.left.get(fault, 0) != 0

    def happens(self, fault: Fault) -> bool:
        """Whether it happens now; counts down."""
        times = self.left.get(fault, 0)
        if times > 0:
            self.set(fault, times - 1)
        return times != 0
