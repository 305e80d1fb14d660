"""What is agreed, as a text: made once, kept with the agreement, shown to both sides, and hashed for the yes.

Message, PDF and calendar are made from this one document, so that none of them can say something else.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.policy import Breach
from bot.arrangements.rules.schedule import Plan, beside_rent
from bot.arrangements.writing.texts import Texts
from bot.guidance.words import MONTHS, euros


@dataclass(frozen=True)
class Section:
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells as they are read; `spoken` says the same without a table, a line a row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    spoken: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    title: str
    sender: str
    reference: str
    change: int
    made_on: str
    #: Label and value, such as the tenant number.
    about: tuple[tuple[str, str], ...]
    lead: tuple[str, ...]
    table: Table | None
    sections: tuple[Section, ...]

    @property
    def digest(self) -> str:
        """Of the whole content; a yes is to this and nothing else."""
        canonical = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """As it is kept; lists instead of tuples."""
        stored: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return stored

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Document":
        table = raw["table"]
        return cls(
            **{key: raw[key] for key in ("title", "sender", "reference", "change", "made_on")},
            about=tuple((label, value) for label, value in raw["about"]),
            lead=tuple(raw["lead"]),
            table=table
            and Table(
                table["caption"],
                tuple(table["columns"]),
                tuple(tuple(row) for row in table["rows"]),
                tuple(table["spoken"]),
            ),
            sections=tuple(Section(part["heading"], tuple(part["lines"])) for part in raw["sections"]),
        )

    @property
    def figure(self) -> dict[str, Any] | None:
        """The table as data, for a chat that can draw one; `text` is the block of the message that it stands for."""
        if self.table is None:
            return None
        lines, columns = "\n".join(self.table.spoken), list(self.table.columns)
        rows = [list(row) for row in self.table.rows]
        return {"kind": "schedule", "text": lines, "caption": self.table.caption, "columns": columns, "rows": rows}

    def as_message(self) -> str:
        """The same, for a chat: paragraphs, and a line an instalment. Names and the address stay out of a chat."""
        blocks = [self.title, " ".join(self.lead)]
        if self.table:
            blocks.append("\n".join(self.table.spoken))
        blocks += [f"{part.heading}\n{' '.join(part.lines)}" for part in self.sections]
        return "\n\n".join(blocks)


@dataclass(frozen=True)
class Particulars:
    """What a text needs to know beside the plan. Amounts in cents."""

    corporation: str
    account: str
    phone: str
    hours: str
    number: str
    tenants: tuple[str, ...]
    address: str
    rent_cents: int
    direct_debit: bool
    reference: str
    change: int
    today: date
    valid_until: date
    by_collector: bool = False
    #: To their arrears being passed on to the municipality.
    objects: bool = False


def of_plan(texts: Texts, plan: Plan, breach: Breach, about: Particulars) -> Document:
    """An arrangement or a deferral in writing."""
    total = euros(plan.total_cents)
    if plan.kind is Kind.DEFERRAL:
        lead = texts.say("lead-deferral", total=total, day=full_day(plan.last_on))
    elif len(plan.terms) == 1:
        lead = texts.say("lead-arrangement-one", total=total)
    else:
        lead = texts.say("lead-arrangement", total=total, count=str(len(plan.terms)))
    sections = (
        _rent(texts, plan, about),
        _paying(texts, about),
        Section(
            texts.say("help-heading"),
            (texts.say("help-tell"), texts.say("help-reach", phone=about.phone, hours=about.hours)),
        ),
        _breach(texts, breach, about),
        _known(texts, about),
    )
    return _document(texts, plan.kind, about, lead, _table(texts, plan, about), sections)


def of_pay_date(texts: Texts, day: int, first: date, proof: str, about: Particulars) -> Document:
    """Another structural pay date in writing; `first` is any day in its first month."""
    month = f"{MONTHS[first.month - 1]} {first.year}"
    lead = texts.say("lead-pay_date", pay_day=str(day), month=month)
    known = _known(texts, about, *([texts.say("proof", proof=proof)] if proof else []))
    return _document(texts, Kind.PAY_DATE, about, lead, None, (_paying(texts, about, instalments=False), known))


def full_day(day: date) -> str:
    """`3 december 2026`: in writing the year is always there."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _document(
    texts: Texts, kind: Kind, about: Particulars, lead: str, table: Table | None, sections: tuple[Section, ...]
) -> Document:
    title = texts.say(f"title-{kind.value}", reference=about.reference)
    leads: tuple[str, ...] = (lead,)
    if about.change:
        small = title[:1].lower() + title[1:]
        title = texts.say("title-change", change=str(about.change), title=small)
        leads = (lead, texts.say("lead-change"))
    return Document(
        title=title,
        sender=about.corporation,
        reference=about.reference,
        change=about.change,
        made_on=full_day(about.today),
        about=(
            (texts.say("to"), " en ".join(about.tenants)),
            ("Adres", about.address),
            (texts.say("about-number"), about.number),
            (texts.say("made-on"), full_day(about.today)),
        ),
        lead=leads,
        table=table,
        sections=sections,
    )


def _table(texts: Texts, plan: Plan, about: Particulars) -> Table:
    columns = tuple(texts.say(f"column-{name}") for name in ("number", "day", "amount", "rent", "together"))
    rows, spoken = [], []
    for row in beside_rent(plan, about.rent_cents):
        number, day, amount = str(row.term.number), full_day(row.term.due_on), euros(row.term.amount_cents)
        rent, together = euros(row.rent_cents), euros(row.together_cents)
        rows.append((number, day, amount, rent, together))
        line = (
            texts.say("row-deferral", amount=amount, day=day)
            if plan.kind is Kind.DEFERRAL
            else texts.say("row-arrangement", number=number, amount=amount, day=day)
        )
        beside = texts.say("row-beside", rent=rent, together=together) if row.rent_cents else ""
        spoken.append(f"{line} {beside}".strip())
    return Table(texts.say("table-caption"), columns, tuple(rows), tuple(spoken))


def _rent(texts: Texts, plan: Plan, about: Particulars) -> Section:
    lines = [texts.say("rent-beside", rent=euros(about.rent_cents)), texts.say("rent-together")]
    if len(plan.terms) > 1:
        lines.append(texts.say("rent-can-rise"))
    return Section(texts.say("rent-heading"), tuple(lines))


def _paying(texts: Texts, about: Particulars, *, instalments: bool = True) -> Section:
    lines = [
        texts.say("pay-account", account=about.account),
        texts.say("pay-reference", number=about.number, reference=about.reference),
    ]
    if instalments:
        lines.append(texts.say("pay-early"))
        if about.direct_debit:
            lines.append(texts.say("pay-debit"))
    return Section(texts.say("pay-heading"), tuple(lines))


def _breach(texts: Texts, breach: Breach, about: Particulars) -> Section:
    """What follows when it is not kept: exactly what the policy says, and nothing more frightening.

    The municipality is told of nobody who objected to that.
    """
    lines = [texts.say("breach-question")]
    lines.append(texts.say("breach-more", missed=str(breach.missed)) if breach.missed > 1 else texts.say("breach-one"))
    automatic = breach.decided_by == "automatic"
    if automatic:
        few = "-one" if breach.answer_days == 1 else ""
        lines.append(texts.say(f"breach-automatic{few}", days=str(breach.answer_days)))
    if breach.running_rent_counts:
        lines.append(texts.say("breach-rent-person" if automatic else "breach-rent"))
    if not automatic:
        lines.append(texts.say("breach-collector"))
    follows = (
        (breach.rest_at_once, "breach-rest"),
        (breach.collection_starts, "breach-collection"),
        (breach.municipality_told and not about.objects, "breach-municipality"),
    )
    lines += [texts.say(id_) for so, id_ in follows if so]
    return Section(texts.say("breach-heading"), tuple(lines))


def _known(texts: Texts, about: Particulars, *more: str) -> Section:
    lines = [texts.say("valid-until", day=full_day(about.valid_until)), *more]
    if about.by_collector:
        lines.append(texts.say("by-collector", corporation=about.corporation))
    lines.append(texts.say("copy-kept", corporation=about.corporation))
    return Section(texts.say("other-heading"), tuple(lines))
