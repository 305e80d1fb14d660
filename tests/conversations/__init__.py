"""Conversations as readable scripts, held with the real program over the chat API."""
