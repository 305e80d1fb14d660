"""What a screen reader finds in a PDF."""

from typing import Any

from pypdf import PdfReader


def structure(reader: PdfReader) -> list[tuple[str, Any]]:
    """Every element of the structure tree, depth first: its kind, and the element itself."""
    found: list[tuple[str, Any]] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append((str(node["/S"]), node))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found
