"""The intent model as a whole: learn it, keep it in a folder, ask it."""

import json
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np
from scipy import sparse
from sklearn.model_selection import StratifiedKFold

from engine.beside import in_halves, second_process
from engine.counting import Counted, together
from engine.intents import alarm, calibration, fallback
from engine.intents.alarm import Alarm, Labelled
from engine.intents.planes import separate
from engine.intents.reading import Reader
from engine.intents.sentences import parts
from engine.intents.small import SmallPlanes, squeeze
from engine.intents.vectors import Vectors, count_all
from engine.spelling.lexicon import Lexicon
from engine.spelling.normal import clean, tokens
from engine.spelling.repair import Repairer
from engine.themes.examples import Example
from engine.themes.model import ThemeModel

#: A word seen in this many training messages is right, whatever dictionaries say.
FAMILIAR = 3
OUT_OF_SCOPE = "out_of_scope"
#: Every so-manieth of the intents' messages stands for what calls for no narrower answer, and of these every so-manieth
#: is held back.
NONE_STEP = 14
CHECKED = 2
#: The view that says nothing new about narrower answers, and is half of all features.
LEFT_OUT = "raw_pieces"
ROWS_KEPT = 32


class Settings(NamedTuple):
    """What config.yml may set."""

    softness: float = 0.25
    cost_of_wrong_answer: float = 3.0
    last_sentence: float = 0.2
    all_sentences: float = 0.2
    #: Added to the score of what is not ours: examples of everything else in the world are always too few.
    out_of_scope_lean: float = 0.41
    parts_held_back: int = 5
    seed: int = 7


class Scorer(NamedTuple):
    """Where the planes stand, and how much the sentences of a long message count beside the whole."""

    offsets: np.ndarray
    last_sentence: float
    all_sentences: float
    #: Added to the score of each intent.
    leans: np.ndarray

    def score(self, whole: np.ndarray, sentences: Sequence[np.ndarray]) -> np.ndarray:
        """Scores per message and intent, from what lies under the planes; `sentences`: a line for each sentence."""
        scores = whole + self.offsets
        for row, lines in enumerate(sentences):
            if len(lines):
                inside = lines + self.offsets
                scores[row] += self.last_sentence * inside[-1] + self.all_sentences * inside.mean(axis=0)
                scores[row] /= 1 + self.last_sentence + self.all_sentences
        return np.asarray(scores) + self.leans


class IntentModel:
    """Linear scores per intent, as calibrated chances."""

    def __init__(
        self,
        intents: List[str],
        reader: Reader,
        vectors: Vectors,
        planes: SmallPlanes,
        scorer: Scorer,
        alarm: Alarm,
        themes: Optional[ThemeModel],
        temperature: float,
        threshold: float,
    ) -> None:
        self.intents = intents
        self.threshold = threshold
        self._reader = reader
        self._vectors = vectors
        self._planes = planes
        # The same sentence is asked for as a part of the message and again as a request of its own.
        self._row = lru_cache(maxsize=ROWS_KEPT)(lambda text: vectors.row(reader.read(text)))
        self._scorer = scorer
        self._alarm = alarm
        self._themes = themes
        self._temperature = temperature

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        settings: Settings = Settings(),
        sentences: Sequence[Tuple[str, bool]] = (),
        themes: Sequence[Example] = (),
    ) -> "IntentModel":
        """Learn the intents of these messages; from them and from these sentences, what sounds like danger; and from
        `themes` which narrower answers words call for.
        """
        intents = sorted(set(labels))
        number = {name: at for at, name in enumerate(intents)}
        truth = np.array([number[label] for label in labels])
        reader = Reader(Repairer(Lexicon.read(), _familiar(texts)))
        with second_process() as pool:
            return cls._fit(texts, truth, intents, reader, settings, sentences, themes, pool)

    @classmethod
    def _fit(
        cls,
        texts: Sequence[str],
        truth: np.ndarray,
        intents: List[str],
        reader: Reader,
        settings: Settings,
        sentences: Sequence[Tuple[str, bool]],
        themes: Sequence[Example],
        pool: ProcessPoolExecutor,
    ) -> "IntentModel":
        # Confidence is set on messages that were held back, or it would be that of an exam with the answers known.
        folds = StratifiedKFold(settings.parts_held_back, shuffle=True, random_state=settings.seed)
        learn, check = next(iter(folds.split(truth, truth)))
        pieces = [parts(texts[at]) for at in check]
        asked = [example.text for example in themes]
        everything = [*texts, *(text for text, _ in sentences), *asked, *chain.from_iterable(pieces)]
        halves = in_halves(pool, partial(_counted, reader), everything)
        counts = {name: together([half[name] for half in halves]) for name in halves[0]}
        del halves
        # From the intents' messages alone: examples of a new answer change nothing in how everything else is understood.
        vectors, rows = Vectors.fit(counts, len(texts))
        del counts
        first, second, third = np.cumsum([len(texts), len(sentences), len(themes)])
        matrix, heard, called, inside = rows[:first], rows[first:second], rows[second:third], rows[third:]
        # In two processes and not two threads: the library draws its chances from one well a process, and the same data
        # must always make the same model.
        fitting = (settings.softness, settings.seed)
        trying = pool.submit(separate, matrix[learn], truth[learn], *fitting)
        danger = Labelled.together(matrix, [intents[at] for at in truth], [heard], [flag for _, flag in sentences])
        alarming = pool.submit(alarm.separate, danger, settings.seed)
        planes, offsets = separate(matrix, truth, *fitting)
        trial, trial_offsets = trying.result()
        leans = np.array([settings.out_of_scope_lean if name == OUT_OF_SCOPE else 0.0 for name in intents], np.float32)
        scorer = Scorer(trial_offsets, settings.last_sentence, settings.all_sentences, leans)
        lines = np.split(inside @ trial, np.cumsum([len(found) for found in pieces])[:-1])
        scores = scorer.score(matrix[check] @ trial, lines)
        temperature = calibration.fit_temperature(scores, truth[check])
        given = calibration.chances(scores, temperature)
        limit = fallback.threshold(
            given.max(axis=1), given.argmax(axis=1) == truth[check], settings.cost_of_wrong_answer
        )
        small = SmallPlanes(*squeeze(planes))
        scorer = scorer._replace(offsets=offsets)
        narrower = ThemeModel.fit(pool, *_for_themes(called, themes, matrix, vectors), *fitting) if themes else None
        return cls(intents, reader, vectors, small, scorer, alarming.result(), narrower, temperature, limit)

    def chances(self, texts: Sequence[str]) -> np.ndarray:
        whole = self._under(texts)
        return calibration.chances(
            self._scorer.score(whole, [self._under(parts(text)) for text in texts]), self._temperature
        )

    def scores(self, text: str) -> np.ndarray:
        """How far a message is on each intent's side of its plane, in the order of `intents`."""
        return self._scorer.score(self._under([text]), [self._under(parts(text))])[0]

    def clause_scores(self, text: str) -> np.ndarray:
        """The same for a part of a message, read as the one thought that it is."""
        return self._scorer.score(self._under([text]), [])[0]

    def alarm(self, text: str) -> float:
        """How far a message is on the side of danger, whichever danger it is."""
        return self._alarm.of(*self._row(text))

    def rank(self, scores: np.ndarray, length: int) -> List[Tuple[str, float]]:
        """The likeliest intents with their chances, best first."""
        given = calibration.chances(scores[np.newaxis], self._temperature)[0]
        best = np.argsort(-given, kind="stable")[:length]
        return [(self.intents[at], float(given[at])) for at in best]

    def rank_clause(self, text: str, length: int) -> List[Tuple[str, float]]:
        return self.rank(self.clause_scores(text), length)

    def themes(self, text: str) -> List[Tuple[str, float]]:
        """The narrower answers that a message calls for with their chances, likeliest first."""
        return self._themes.rank(self._row(text)) if self._themes else []

    def _under(self, texts: Sequence[str]) -> np.ndarray:
        return self._planes.under([self._row(text) for text in texts])

    def save(self, folder: Path) -> None:
        if self._themes:
            self._themes.save(folder)
        about: Dict[str, object] = {
            "intents": self.intents,
            "temperature": self._temperature,
            "threshold": self.threshold,
            "last_sentence": self._scorer.last_sentence,
            "all_sentences": self._scorer.all_sentences,
            "leans": self._scorer.leans.tolist(),
            "familiar": sorted(self._reader.repairer.familiar),
            "lexicon": self._reader.repairer.lexicon.plain(),
        }
        (folder / "model.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
        self._vectors.save_tokens(folder / "tokens.json")
        np.savez_compressed(
            folder / "arrays.npz",
            steps=self._planes.steps,
            largest=self._planes.largest,
            offsets=self._scorer.offsets,
            alarm=self._alarm.plane,
            alarm_offset=self._alarm.offset,
            **self._vectors.state(),
        )

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        reader = Reader(Repairer(Lexicon.from_plain(about["lexicon"]), about["familiar"]))
        with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
            vectors = Vectors.load(folder / "tokens.json", arrays)
            planes = SmallPlanes(arrays["steps"], arrays["largest"])
            weights = (about["last_sentence"], about["all_sentences"], np.array(about["leans"], np.float32))
            scorer = Scorer(arrays["offsets"], *weights)
            heard = Alarm(arrays["alarm"], float(arrays["alarm_offset"]))
        themes = ThemeModel.load(folder) if ThemeModel.is_in(folder) else None
        sure = (about["temperature"], about["threshold"])
        return cls(about["intents"], reader, vectors, planes, scorer, heard, themes, *sure)


def _familiar(texts: Sequence[str]) -> List[str]:
    seen: "Counter[str]" = Counter()
    for text in texts:
        seen.update(set(tokens(clean(text))))
    return sorted(word for word, count in seen.items() if count >= FAMILIAR)


def _counted(reader: Reader, texts: Sequence[str]) -> List[Dict[str, Counted]]:
    return [count_all([reader.read(text) for text in texts])]


def _for_themes(
    called: sparse.csr_matrix, themes: Sequence[Example], matrix: sparse.csr_matrix, vectors: Vectors
) -> Tuple[sparse.csr_matrix, List[Optional[str]], np.ndarray]:
    """The rows to learn narrower answers from, what each calls for, and which of them serve as a check.

    Some of the intents' own messages stand among them as what calls for none.
    """
    none = matrix[::NONE_STEP]
    rows = sparse.vstack([called, none], format="csr")
    keep = np.ones(rows.shape[1], np.float32)
    keep[vectors.columns_of(LEFT_OUT)] = 0
    rows = rows.multiply(keep).tocsr()
    rows.eliminate_zeros()
    answers = [example.theme for example in themes] + [None] * none.shape[0]
    checks = np.concatenate([[example.checks for example in themes], np.arange(none.shape[0]) % CHECKED == 0])
    return rows.astype(np.float32), answers, checks.astype(bool)
