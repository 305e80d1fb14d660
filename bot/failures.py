"""Failures that whoever gave the command can act on, and telling of others without what people wrote."""

import traceback


class PlainFailure(Exception):
    """Its text, in Dutch, is all that has to be shown; a command that meets one ends without a trace of the code."""


def described(error: BaseException) -> str:
    """What went wrong and where, for the log. Not in its own words: they may hold those of a tenant."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames[-3:]))
    return f"{type(error).__name__} at {where}" if where else type(error).__name__
