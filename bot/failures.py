"""Failures that whoever gave the command can act on."""


class PlainFailure(Exception):
    """Its text, in Dutch, is all that has to be shown; a command that meets one ends without a trace of the code."""
