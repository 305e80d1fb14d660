"""What the operators' monitoring reads at /metrics. No personal data in any label."""

from prometheus_client import CollectorRegistry, Counter, Histogram


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

    def turn(self, outcome: str, seconds: float) -> None:
        self.turns.labels(outcome).inc()
        self.turn_seconds.observe(seconds)
