"""A road with somebody on it, as the assistant tells and draws it."""

from datetime import date

from bot.guidance.deadlines import DeadlineKind, deadline
from bot.guidance.timeline import STAGES, DayWords, Step, picture

TITLES = ("Herinnering", "Aanmaning met 14 dagen", "Incassobureau of deurwaarder", "Dagvaarding en de rechter")
STEPS = [Step(stage, title) for stage, title in zip(STAGES[:4], TITLES, strict=True)]
STEPS.append(Step(None, "Uitzetting"))
HEARING = deadline(DeadlineKind.HEARING, date(2026, 12, 3), date(2026, 11, 22))
FIGURE = picture(
    STEPS, "summons", "hier ben je", words={"hearing": DayWords("summons", "zitting op {day}")}, found=HEARING,
    today=date(2026, 11, 22),
)  # fmt: skip
WORDS = f"De rechter gaat kijken.\n\n{FIGURE['text']}\n\nGa naar de zitting. Wie kan er met je mee?"
