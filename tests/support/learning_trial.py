"""Runs in the engine's environment: spaCy's pipeline kept and read back, and narrower answers learned from a few lines.

Called by `tests.support.engine_trials`.
"""

import tempfile
from pathlib import Path
from typing import Any

WORDS = ["vonnissen", "deurwaarders", "betaalde", "Brieven", "fietspomp"]
DOUBLE = "lemmas:\n  slot: [sloten]\n  sluiten: [sloten]\n"


def trial() -> dict[str, Any]:
    return {"lemmas": _lemmas(), "themes": _themes()}


def _lemmas() -> dict[str, Any]:
    import spacy

    from engine.spacy_dutch import lemma_rules, pipeline

    with tempfile.TemporaryDirectory() as folder:
        kept, doubled = Path(folder) / "kept", Path(folder) / "lemmas.yml"
        pipeline("blank").to_disk(kept)
        read_back = spacy.load(kept)
        doubled.write_text(DOUBLE, encoding="utf-8")
        try:
            refused = str(lemma_rules(doubled))
        except ValueError as error:
            refused = str(error)
    return {
        "pipes": read_back.pipe_names,
        "lemmas": [token.lemma_ for token in read_back(" ".join(WORDS))],
        "refused": refused,
    }


def _themes() -> dict[str, Any]:
    import numpy as np
    from scipy import sparse

    from engine.beside import second_process
    from engine.themes.model import ThemeModel

    # Two columns for each of three answers, and one that all messages have.
    stay, leave = [3, 2, 0, 0, 0, 0, 1], [0, 0, 3, 2, 0, 0, 1]
    pay, none = [0, 0, 0, 0, 3, 2, 1], [0, 0, 0, 0, 0, 0, 1]
    rows = sparse.csr_matrix(np.array([stay, leave, pay, none] * 12, np.float32))
    answers = ["stay", "leave", "pay", None] * 12
    check = np.arange(len(answers)) < 12
    with second_process() as pool:
        model, again = (ThemeModel.fit(pool, rows, answers, check, 0.25, 7) for _ in range(2))
    with tempfile.TemporaryDirectory() as folder:
        before = ThemeModel.is_in(Path(folder))
        model.save(Path(folder))
        kept = ThemeModel.load(Path(folder))

    def told(of: ThemeModel, line: list[int]) -> list[tuple[str, float]]:
        columns = np.flatnonzero(line)
        return of.rank((columns.astype(np.int32), np.array(line, np.float32)[columns]))

    unseen = (np.array([99], np.int32), np.array([1.0], np.float32))
    return {
        "stay": told(model, stay),
        "leave": told(model, leave),
        "none": told(model, none),
        "unseen": kept.rank(unseen),
        "kept": told(kept, stay) == told(model, stay),
        "same again": told(again, stay) == told(model, stay),
        "was there before": before,
    }
