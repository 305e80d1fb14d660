"""The intent model as a whole: learn it, keep it in a folder, ask it."""

import json
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Dict, List, NamedTuple, Sequence, Tuple, Union

import numpy as np
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from engine.beside import in_halves, second_process
from engine.intents import calibration, fallback
from engine.intents.reading import Reader, Reading
from engine.intents.sentences import parts
from engine.intents.small import SmallPlanes, squeeze
from engine.intents.vectors import Vectors
from engine.spelling.lexicon import Lexicon
from engine.spelling.normal import clean, tokens
from engine.spelling.repair import Repairer

#: A word seen in this many training messages is right, whatever dictionaries say.
FAMILIAR = 3
#: Fitting on to a finer tolerance takes half as long again and wins nothing.
STOP_AT = 0.4
OUT_OF_SCOPE = "out_of_scope"


class Settings(NamedTuple):
    """What config.yml may set."""

    softness: float = 0.25
    cost_of_wrong_answer: float = 4.0
    last_sentence: float = 0.2
    all_sentences: float = 0.2
    #: Added to the score of what is not ours: examples of everything else in the world are always too few.
    out_of_scope_lean: float = 0.36
    parts_held_back: int = 5
    seed: int = 7


class Scorer(NamedTuple):
    """One separating plane per intent, and how much the sentences of a long message count beside the whole."""

    planes: Union[np.ndarray, SmallPlanes]
    offsets: np.ndarray
    last_sentence: float
    all_sentences: float
    #: Added to the score of each intent.
    leans: np.ndarray

    def score(self, whole: sparse.csr_matrix, sentences: Sequence[sparse.csr_matrix]) -> np.ndarray:
        """Scores per message and intent; `sentences` has a matrix for each message, with a row for each sentence."""
        scores = self._under(whole)
        for row, matrix in enumerate(sentences):
            if matrix.shape[0]:
                inside = self._under(matrix)
                scores[row] += self.last_sentence * inside[-1] + self.all_sentences * inside.mean(axis=0)
                scores[row] /= 1 + self.last_sentence + self.all_sentences
        return np.asarray(scores) + self.leans

    def _under(self, matrix: sparse.csr_matrix) -> np.ndarray:
        under = self.planes.under(matrix) if isinstance(self.planes, SmallPlanes) else matrix @ self.planes
        return np.asarray(under + self.offsets)


class IntentModel:
    """Linear scores per intent, as calibrated chances."""

    def __init__(
        self, intents: List[str], reader: Reader, vectors: Vectors, scorer: Scorer, temperature: float, threshold: float
    ) -> None:
        self.intents = intents
        self.threshold = threshold
        self._reader = reader
        self._vectors = vectors
        self._scorer = scorer
        self._temperature = temperature

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str], settings: Settings = Settings()) -> "IntentModel":
        intents = sorted(set(labels))
        number = {name: at for at, name in enumerate(intents)}
        truth = np.array([number[label] for label in labels])
        reader = Reader(Repairer(Lexicon.read(), _familiar(texts)))
        with second_process() as pool:
            return cls._fit(texts, truth, intents, reader, settings, pool)

    @classmethod
    def _fit(
        cls,
        texts: Sequence[str],
        truth: np.ndarray,
        intents: List[str],
        reader: Reader,
        settings: Settings,
        pool: ProcessPoolExecutor,
    ) -> "IntentModel":
        vectors, matrix = Vectors.fit(in_halves(pool, partial(_read_all, reader), texts), pool)
        # Confidence is set on messages that were held back, or it would be that of an exam with the answers known.
        folds = StratifiedKFold(settings.parts_held_back, shuffle=True, random_state=settings.seed)
        learn, check = next(iter(folds.split(truth, truth)))
        leans = np.array([settings.out_of_scope_lean if name == OUT_OF_SCOPE else 0.0 for name in intents])
        # In two processes and not two threads: the library draws its chances from one well a process, and the same data
        # must always make the same model.
        trying = pool.submit(_separate, matrix[learn], truth[learn], leans, settings)
        scorer = _separate(matrix, truth, leans, settings)
        trial = trying.result()
        sentences = in_halves(pool, partial(_sentences_of_all, reader, vectors), [texts[at] for at in check])
        scores = trial.score(matrix[check], sentences)
        temperature = calibration.fit_temperature(scores, truth[check])
        given = calibration.chances(scores, temperature)
        limit = fallback.threshold(
            given.max(axis=1), given.argmax(axis=1) == truth[check], settings.cost_of_wrong_answer
        )
        return cls(intents, reader, vectors, scorer, temperature, limit)

    def chances(self, texts: Sequence[str]) -> np.ndarray:
        whole = self._vectors.transform([self._reader.read(text) for text in texts])
        sentences = [_sentences(self._reader, self._vectors, text) for text in texts]
        return calibration.chances(self._scorer.score(whole, sentences), self._temperature)

    def rank(self, text: str, length: int) -> List[Tuple[str, float]]:
        """The likeliest intents with their chances, best first."""
        return self._best(self.chances([text])[0], length)

    def rank_clause(self, text: str, length: int) -> List[Tuple[str, float]]:
        """The same for a part of a message, read as the one thought that it is."""
        whole = self._vectors.transform([self._reader.read(text)])
        scores = self._scorer.score(whole, [whole[:0]])
        return self._best(calibration.chances(scores, self._temperature)[0], length)

    def _best(self, given: np.ndarray, length: int) -> List[Tuple[str, float]]:
        best = np.argsort(-given, kind="stable")[:length]
        return [(self.intents[at], float(given[at])) for at in best]

    def save(self, folder: Path) -> None:
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
        planes = self._scorer.planes
        steps, largest = planes if isinstance(planes, SmallPlanes) else squeeze(planes)
        np.savez_compressed(
            folder / "arrays.npz", steps=steps, largest=largest, offsets=self._scorer.offsets, **self._vectors.state()
        )

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        reader = Reader(Repairer(Lexicon.from_plain(about["lexicon"]), about["familiar"]))
        with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
            vectors = Vectors.load(folder / "tokens.json", arrays)
            planes = SmallPlanes(arrays["steps"], arrays["largest"])
            weights = (about["last_sentence"], about["all_sentences"], np.array(about["leans"], np.float32))
            scorer = Scorer(planes, arrays["offsets"], *weights)
        return cls(about["intents"], reader, vectors, scorer, about["temperature"], about["threshold"])


def _familiar(texts: Sequence[str]) -> List[str]:
    seen: "Counter[str]" = Counter()
    for text in texts:
        seen.update(set(tokens(clean(text))))
    return sorted(word for word, count in seen.items() if count >= FAMILIAR)


def _read_all(reader: Reader, texts: Sequence[str]) -> List[Reading]:
    return [reader.read(text) for text in texts]


def _sentences_of_all(reader: Reader, vectors: Vectors, texts: Sequence[str]) -> List[sparse.csr_matrix]:
    return [_sentences(reader, vectors, text) for text in texts]


def _sentences(reader: Reader, vectors: Vectors, text: str) -> sparse.csr_matrix:
    return vectors.transform([reader.read(part) for part in parts(text)])


def _separate(matrix: sparse.csr_matrix, truth: np.ndarray, leans: np.ndarray, settings: Settings) -> Scorer:
    """Columns are intents, rows features."""
    machine = LinearSVC(C=settings.softness, tol=STOP_AT, random_state=settings.seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        machine.fit(matrix, truth)
    planes = np.ascontiguousarray(machine.coef_.T, dtype=np.float32)
    return Scorer(planes, machine.intercept_.astype(np.float32), settings.last_sentence, settings.all_sentences, leans)
