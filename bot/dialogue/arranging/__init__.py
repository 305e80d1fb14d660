"""The arrangement in the chat: from "wat staat er open?" to an explicit yes, and what comes after it."""
