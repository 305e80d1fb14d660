"""Which signals and intents are a danger. Free of Rasa, so that tools and tests may ask without loading it."""

#: Signals that come before whatever else a message says, the most urgent first: that one is answered.
DANGERS = ("suicide", "violence", "child_at_risk", "medical_risk", "homeless_now", "no_food")
#: Intents that are a danger even where no separate signal was raised.
DANGER_INTENTS = frozenset({"crisis_suicide", "crisis_violence", "crisis_homeless_now"})
#: Intents near which a message is near a danger: who asks for emergency aid may ask in time.
CRISIS_INTENTS = DANGER_INTENTS | {"request_emergency_aid"}
#: Who asks these may or may not be in danger; their messages show neither.
UNDECIDED_INTENTS = frozenset({"ask_energy_help", "request_other_language"})
