"""Things Rasa does to thirty thousand training messages that need not be done so. Measured in docs/decisions/0007.

Only for our own training command; `rasa train` and `rasa test` work without.
"""

import copy
import tarfile
from typing import Any, Dict, Iterable, Tuple

from rasa.shared.importers import utils as importing
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


def apply() -> None:
    """All of it."""
    read_files_once()
    copy_messages_lightly()
    tell_messages_apart_by_their_words()
    check_the_data_once()
    pack_lightly()


def read_files_once() -> None:
    """Rasa reads and joins all files three times over. What comes of it is joined with other data as copies and stays as
    it is. The language, which differs from one time to the next, is for other forms of file than ours.
    """
    read = importing.training_data_from_paths
    known: Dict[Tuple[str, ...], TrainingData] = {}

    def read_once(paths: Iterable[str], language: str) -> TrainingData:
        files = tuple(paths)
        if files not in known:
            known[files] = read(files, language)
        return known[files]

    importing.training_data_from_paths = read_once


def copy_messages_lightly() -> None:
    """Merging copies every message, deeply, several times; words need no copy."""

    def copied(self: Message, memo: Dict[int, Any]) -> Message:
        fresh = object.__new__(type(self))
        data = {
            name: value if isinstance(value, str) else copy.deepcopy(value, memo) for name, value in self.data.items()
        }
        fresh.__dict__ = {**self.__dict__, "data": data, "features": list(self.features)}
        return fresh

    Message.__deepcopy__ = copied  # type: ignore[attr-defined]


def tell_messages_apart_by_their_words() -> None:
    """A message's hash was that of its whole content written out as JSON. Equality is judged as before."""

    def hashed(self: Message) -> int:
        return hash((self.data.get(TEXT), self.data.get(INTENT)))

    Message.__hash__ = hashed  # type: ignore[method-assign]


def check_the_data_once() -> None:
    """Rasa parses every file a second time, slowly, to hold it against a schema. Our tests look at its form; what is no
    YAML, or no list of examples, is still an error.
    """
    RasaYAMLReader.validate = lambda _self, _text: None  # type: ignore[method-assign]


def pack_lightly() -> None:
    """A model's arrays are compressed already: to press them as hard as can be once more takes ten seconds and wins nothing."""
    tarfile.open = LightTar.open


class LightTar(tarfile.TarFile):
    """As the library's own; what is written to it is pressed lightly."""

    OPEN_METH = {**tarfile.TarFile.OPEN_METH, "gz": "gz_lightly"}

    @classmethod
    def gz_lightly(cls, name: Any, mode: Any, fileobj: Any = None, **more: Any) -> "LightTar":
        return cls.gzopen(name, mode, fileobj, compresslevel=1, **more)
