"""What the operators' monitoring reads at /metrics. No personal data in any label."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter("huurkompas_turns", "Turns taken, by outcome", ["outcome"], registry=self.registry)
        self.turn_seconds = Histogram(
            "huurkompas_turn_seconds",
            "Seconds from the begin of a turn to its stored reply",
            registry=self.registry,
            buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20),
        )
        self.events = Counter(
            "huurkompas_channel_events", "Parts of webhooks, by channel and kind", ["channel", "kind"],
            registry=self.registry,
        )  # fmt: skip
        self.halts = Gauge(
            "huurkompas_channel_halted", "1 while nothing can be sent on a channel", ["channel"], registry=self.registry
        )
        self.allowance_used = Gauge(
            "huurkompas_channel_delivered", "Messages delivered this month", ["channel"], registry=self.registry
        )

    def event(self, channel: str, kind: str) -> None:
        self.events.labels(channel, kind).inc()

    def halted(self, channel: str, on: bool) -> None:
        self.halts.labels(channel).set(1 if on else 0)

    def delivered(self, channel: str, count: int) -> None:
        self.allowance_used.labels(channel).set(count)

    def turn(self, outcome: str, seconds: float) -> None:
        self.turns.labels(outcome).inc()
        self.turn_seconds.observe(seconds)
