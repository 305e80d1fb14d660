"""What the Graph API refuses in a message: the limits of its documentation, with its error codes."""

from collections.abc import Mapping
from typing import Any

Problem = tuple[int, str]


def problem_with(body: Mapping[str, Any]) -> Problem | None:
    """Code and detail of the first thing that is wrong; None when the message would be taken."""
    if body.get("messaging_product") != "whatsapp":
        return 100, "messaging_product is required"
    if not (body.get("to") or body.get("recipient")):
        return 100, "to or recipient is required"
    kind = body.get("type")
    if kind == "text":
        return _length("text.body", (body.get("text") or {}).get("body"), 4096)
    if kind == "interactive":
        return _interactive(body.get("interactive") or {})
    return None if kind in ("template", "image", "document", "reaction") else (131009, f"type {kind} is not valid")


def _interactive(interactive: Mapping[str, Any]) -> Problem | None:
    problem = _length("body", (interactive.get("body") or {}).get("text"), 1024)
    if problem:
        return problem
    action = interactive.get("action") or {}
    if interactive.get("type") == "button":
        return _buttons(action.get("buttons") or [])
    if interactive.get("type") == "list":
        rows = [row for section in action.get("sections") or [] for row in section.get("rows") or []]
        return _length("button", action.get("button"), 20) or _rows(rows)
    return 131009, "interactive type is not valid"


def _buttons(buttons: list[Mapping[str, Any]]) -> Problem | None:
    if not 1 <= len(buttons) <= 3:
        return 131009, "between 1 and 3 buttons"
    titles = [button["reply"]["title"] for button in buttons]
    if len(set(titles)) < len(titles):
        return 131009, "button titles must be unique"
    checks = [_length("title", title, 20) for title in titles]
    checks += [_length("id", button["reply"]["id"], 256) for button in buttons]
    return next((check for check in checks if check), None)


def _rows(rows: list[Mapping[str, Any]]) -> Problem | None:
    if not 1 <= len(rows) <= 10:
        return 131009, "between 1 and 10 rows"
    checks = [_length("row title", row.get("title"), 24) for row in rows]
    checks += [_length("row id", row.get("id"), 200) for row in rows]
    checks += [_length("description", row["description"], 72) for row in rows if "description" in row]
    return next((check for check in checks if check), None)


def _length(name: str, text: Any, most: int) -> Problem | None:
    if not isinstance(text, str) or not text.strip():
        return 131009, f"{name} is required"
    units = len(text.encode("utf-16-le")) // 2
    return (131009, f"{name} is longer than {most}") if units > most else None
