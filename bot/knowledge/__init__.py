"""The knowledge room: what the assistant may state, with its source and its date."""
