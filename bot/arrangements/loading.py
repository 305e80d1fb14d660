"""The corporation's policy file → a policy. Wrong files are refused at start, in Dutch."""

from pathlib import Path

import yaml

from bot.arrangements.rules.policy import Policy, PolicyError, parse_policy


def load_policy(folder: Path) -> Policy:
    """Read `policy.yml` in the corporation's folder. Raises PolicyError with the file, the field and the reason."""
    path = folder / "policy.yml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path}: niet te lezen") from error
    try:
        return policy_from(text)
    except PolicyError as error:
        raise PolicyError(f"{path}: {error}") from error


def policy_from(text: str) -> Policy:
    """The policy in the text of a file. Raises PolicyError with the line, or the field, and the reason."""
    try:
        # A few lines that refer to each other can stand for more than any memory holds.
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            raise PolicyError("verwijzingen met * en & lezen we niet; schrijf het voluit")
        # The loader in C would not stop at a text that is nested without end.
        raw = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, PolicyError):
            raise
        mark = getattr(error, "problem_mark", None)
        line = f" (regel {mark.line + 1})" if mark else ""
        raise PolicyError(f"geen geldige YAML{line}") from error
    return parse_policy(raw)
