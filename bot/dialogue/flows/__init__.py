"""Short flows of a few questions. Each says only which question comes next; any other intent may come in between."""

from bot.dialogue.flows.rules import FLOWS, Flow, FlowState

__all__ = ["FLOWS", "Flow", "FlowState"]
