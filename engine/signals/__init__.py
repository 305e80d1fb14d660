"""Danger, feelings, legal stage, third parties and other languages, sentence by sentence, beside the intent."""
