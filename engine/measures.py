"""How well messages were understood: pure counting over labelled lines and parse answers."""

from collections import Counter, defaultdict
from typing import Any, Callable, Dict, Iterable, List, NamedTuple, Optional, Sequence, Set, Tuple

import numpy as np

from engine.dangers import DANGER_INTENTS, DANGERS
from engine.intents.calibration import reliability
from engine.intents.fallback import FALLBACK

OUT_OF_SCOPE = "out_of_scope"
CONFUSIONS_SHOWN = 20
#: From so surely on the bot tells a narrower answer that no words of the content name (bot/knowledge/themes.py).
SURE_OF_THEME = 0.4


class Case(NamedTuple):
    """A labelled message and what was understood of it."""

    label: Dict[str, Any]
    answer: Dict[str, Any]

    @property
    def right(self) -> Set[str]:
        """Every intent that counts as right."""
        return {self.label["intent"], *(self.label.get("also") or [])}

    @property
    def ranked(self) -> List[str]:
        return [str(item["name"]) for item in self.answer["intent_ranking"]]

    @property
    def best(self) -> str:
        """The likeliest intent, whether or not it was sure enough to act on."""
        return self.ranked[0] if self.ranked else FALLBACK

    @property
    def sure(self) -> float:
        ranking = self.answer["intent_ranking"]
        return float(ranking[0]["confidence"]) if ranking else 0.0

    @property
    def acted(self) -> bool:
        return bool(self.answer["intent"]["name"] != FALLBACK)


def share(flags: Iterable[bool]) -> Optional[float]:
    """The share that is true; None for none."""
    listed = list(flags)
    return round(sum(listed) / len(listed), 4) if listed else None


def intents(cases: Sequence[Case]) -> Dict[str, Any]:
    """Right or wrong, overall and per register, sure or asking."""
    correct = np.array([case.best in case.right for case in cases])
    error, bins = reliability(np.array([case.sure for case in cases]), correct)
    registers: Dict[str, List[bool]] = defaultdict(list)
    for case, good in zip(cases, correct, strict=False):
        registers[str(case.label.get("register", "-"))].append(bool(good))
    inside = [case for case in cases if OUT_OF_SCOPE not in case.right]
    outside = [case for case in cases if case.label["intent"] == OUT_OF_SCOPE]
    return {
        "messages": len(cases),
        "accuracy": share(correct),
        "accuracy_primary_only": share(case.best == case.label["intent"] for case in cases),
        "macro_f1": macro_f1(cases),
        "top3": share(bool(case.right & set(case.ranked[:3])) for case in cases),
        "answered_right": share(case.answer["intent"]["name"] in case.right for case in cases),
        "asked_back": share(not case.acted for case in cases),
        "confident_and_wrong": share(case.acted and case.best not in case.right for case in cases),
        "calibration_error": round(error, 4),
        "reliability": [{"said": round(a, 3), "was": round(b, 3), "messages": n} for a, b, n in bins],
        "per_register": {name: {"accuracy": share(f), "messages": len(f)} for name, f in sorted(registers.items())},
        "out_of_scope_caught": share(case.best == OUT_OF_SCOPE for case in outside),
        "in_scope_lost_to_it": share(case.best == OUT_OF_SCOPE for case in inside),
        "confusions": confusions(cases),
        "per_intent": per_intent(cases),
    }


def _credited(case: Case) -> str:
    """The label to count under: a listed alternative that was named counts as that alternative."""
    return case.best if case.best in case.right else str(case.label["intent"])


def per_intent(cases: Sequence[Case]) -> Dict[str, Dict[str, Any]]:
    """Recall, precision and F1 of each intent."""
    hit, truth, named = Counter(), Counter(), Counter()  # type: Counter[str], Counter[str], Counter[str]
    for case in cases:
        label = _credited(case)
        truth[label] += 1
        named[case.best] += 1
        hit[label] += case.best == label
    out: Dict[str, Dict[str, Any]] = {}
    for name in sorted(truth):
        recall, precision = hit[name] / truth[name], hit[name] / named[name] if named[name] else 0.0
        f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
        out[name] = {
            "recall": round(recall, 3),
            "precision": round(precision, 3),
            "f1": round(f1, 3),
            "messages": truth[name],
        }
    return out


def macro_f1(cases: Sequence[Case]) -> float:
    scores = [row["f1"] for row in per_intent(cases).values()]
    return round(sum(scores) / len(scores), 4) if scores else 0.0


def confusions(cases: Sequence[Case]) -> List[Dict[str, Any]]:
    """What is taken for what, most often first."""
    counted = Counter((str(case.label["intent"]), case.best) for case in cases if case.best not in case.right)
    return [{"is": a, "taken_for": b, "times": n} for (a, b), n in counted.most_common(CONFUSIONS_SHOWN)]


def danger(cases: Sequence[Case]) -> Optional[Dict[str, Any]]:
    """Missed dangers and false alarms, on lines that say which signals there are (an empty list says none)."""
    told = [case for case in cases if isinstance(case.label.get("signals"), list)]
    if not told:
        return None
    alarmed: List[Tuple[Set[str], Set[str], bool]] = []
    for case in told:
        seen = {str(signal.get("name")) for signal in case.answer["signals"]}
        alarm = not seen.isdisjoint(DANGERS) or case.answer["intent"]["name"] in DANGER_INTENTS
        alarmed.append((set(case.label["signals"]), seen, alarm))
    kinds = sorted({name for labelled, _, _ in alarmed for name in labelled})
    return {
        "recall": share(alarm for labelled, _, alarm in alarmed if not labelled.isdisjoint(DANGERS)),
        "false_alarms": share(alarm for labelled, _, alarm in alarmed if labelled.isdisjoint(DANGERS)),
        # Of those heard: whether the reply, which is to the most urgent danger heard, is to one that there is.
        "reply_fits": share(
            next(name for name in DANGERS if name in seen) in labelled
            for labelled, seen, _ in alarmed
            if not labelled.isdisjoint(DANGERS) and not seen.isdisjoint(DANGERS)
        ),
        "messages_with_danger": sum(not labelled.isdisjoint(DANGERS) for labelled, _, _ in alarmed),
        "messages_without": sum(labelled.isdisjoint(DANGERS) for labelled, _, _ in alarmed),
        "per_signal": {
            kind: {
                "recall": share(kind in seen for labelled, seen, _ in alarmed if kind in labelled),
                "precision": share(kind in labelled for labelled, seen, _ in alarmed if kind in seen),
                "messages": sum(kind in labelled for labelled, _, _ in alarmed),
            }
            for kind in kinds
        },
    }


def entities(cases: Sequence[Case]) -> Optional[Dict[str, Any]]:
    """Precision and recall over exact (entity, value) pairs, on lines that say which entities there are.

    What a line names under "entities_also" can be defended: found, it is neither right nor wrong.
    """
    told = [case for case in cases if isinstance(case.label.get("entities"), list)]
    if not told:
        return None
    hit, wanted, given = Counter(), Counter(), Counter()  # type: Counter[str], Counter[str], Counter[str]
    for case in told:
        right = _pairs(case.label["entities"])
        found = _pairs(case.answer["entities"])
        for pair in _pairs(case.label.get("entities_also") or []):
            if pair in found and found[pair] > right[pair]:
                found[pair] = right[pair]
        for counter, pairs in ((hit, right & found), (wanted, right), (given, found)):
            for (kind, _), count in pairs.items():
                counter[kind] += count
                counter["all"] += count
    return {
        kind: {
            "precision": round(hit[kind] / given[kind], 4) if given[kind] else None,
            "recall": round(hit[kind] / wanted[kind], 4) if wanted[kind] else None,
            "labelled": wanted[kind],
        }
        for kind in sorted(set(wanted) | set(given))
    }


def _pairs(items: Sequence[Dict[str, Any]]) -> "Counter[Tuple[str, str]]":
    return Counter({(str(item["entity"]), str(item["value"])) for item in items})


def topics(cases: Sequence[Case]) -> Optional[Dict[str, Any]]:
    """How many of the labelled requests of a message were found, how many of the found are right, and in order."""
    told = [case for case in cases if case.label.get("topics")]
    if not told:
        return None
    wanted = found = given = in_order = 0
    for case in told:
        labels, seen = list(case.label["topics"]), list(case.answer["topics"])
        both = [name for name in seen if name in labels]
        wanted, given, found = wanted + len(labels), given + len(seen), found + len(set(both))
        in_order += both == sorted(both, key=labels.index)
    return {
        "messages": len(told),
        "found": round(found / wanted, 4),
        "precision": round(found / given, 4) if given else None,
        "in_order": round(in_order / len(told), 4),
    }


def themes(cases: Sequence[Case], sure: float = SURE_OF_THEME) -> Optional[Dict[str, Any]]:
    """How often the narrower answer that a message calls for is named first, and what is told where one is surely named.

    What a line names under "theme_also" is as good.
    """
    told = [case for case in cases if "theme" in case.label]
    if not told:
        return None
    calls = [case for case in told if case.label["theme"]]
    right = {id(case): {case.label["theme"], *(case.label.get("theme_also") or [])} for case in calls}
    named = {id(case): [str(item["name"]) for item in case.answer["themes"]] for case in told}
    surely = {id(case) for case in told if case.answer["themes"] and case.answer["themes"][0]["confidence"] >= sure}
    return {
        "messages": len(calls),
        "first": share(named[id(case)][:1] != [] and named[id(case)][0] in right[id(case)] for case in calls),
        "first_three": share(bool(set(named[id(case)][:3]) & right[id(case)]) for case in calls),
        "surely_and_right": share(id(c) in surely and named[id(c)][0] in right[id(c)] for c in calls),
        "right_of_surely": share(named[id(case)][0] in right[id(case)] for case in calls if id(case) in surely),
        "surely_where_none": share(id(case) in surely for case in told if not case.label["theme"]),
    }


def measure(cases: Sequence[Case]) -> Dict[str, Any]:
    """Everything at once."""
    parts: Dict[str, Callable[[Sequence[Case]], Any]] = {
        "danger": danger,
        "entities": entities,
        "topics": topics,
        "themes": themes,
    }
    named = [case for case in cases if case.label.get("intent")]
    return {"intents": intents(named) if named else None, **{name: part(cases) for name, part in parts.items()}}
