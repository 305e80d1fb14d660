"""Which model file belongs to the present content. Standard library only: the bot, on another Python, asks too."""

import hashlib
from pathlib import Path
from typing import Iterator

PROJECT = Path(__file__).resolve().parent.parent
MODELS = PROJECT / "var" / "models"
#: What the model is made of.
INGREDIENTS = ("config.yml", "domain.yml", "data", "engine", "requirements/engine.txt")


def content_hash(project: Path = PROJECT) -> str:
    """Sixteen hex digits over the names and bytes of everything the model depends on."""
    digest = hashlib.sha256()
    for path in _ingredients(project):
        digest.update(str(path.relative_to(project)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _ingredients(project: Path) -> Iterator[Path]:
    for name in INGREDIENTS:
        path = project / name
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts and p.suffix != ".pyc"
            )


def model_path(models: Path = MODELS, project: Path = PROJECT) -> Path:
    """Where the model of the present content is, or will be."""
    return models / f"{content_hash(project)}.tar.gz"
