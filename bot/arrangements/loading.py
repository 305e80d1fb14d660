"""The corporation's policy file → a policy. Wrong files are refused at start, in Dutch."""

from pathlib import Path

import yaml

from bot.arrangements.rules.policy import Policy, PolicyError, parse_policy


def load_policy(folder: Path) -> Policy:
    """Read `policy.yml` in the corporation's folder. Raises PolicyError with the file, the field and the reason."""
    path = folder / "policy.yml"
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path}: niet te lezen") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" (regel {mark.line + 1})" if mark else ""
        raise PolicyError(f"{path}: geen geldige YAML{line}") from error
    try:
        return parse_policy(raw)
    except PolicyError as error:
        raise PolicyError(f"{path}: {error}") from error
