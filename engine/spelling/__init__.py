"""What a message would look like in plain, correct Dutch: for features and rules, never for showing to people."""

from engine.spelling.lexicon import Lexicon
from engine.spelling.repair import Repaired, Repairer, default_repairer

__all__ = ["Lexicon", "Repaired", "Repairer", "default_repairer"]
