"""Rasa's custom actions. They run inside the bot, behind its internal port; one class a file."""

from actions.answer import AnswerAction
from actions.answer_with_person import AnswerWithPersonAction
from actions.base import SpeakingAction
from actions.danger import DangerAction
from actions.fallback import FallbackAction
from actions.other_language import OtherLanguageAction
from actions.request_callback import RequestCallbackAction
from actions.request_human import RequestHumanAction
from actions.request_visit import RequestVisitAction
from actions.say_simpler import SaySimplerAction
from actions.show_sources import ShowSourcesAction

ALL: tuple[type[SpeakingAction], ...] = (
    AnswerAction,
    AnswerWithPersonAction,
    DangerAction,
    FallbackAction,
    OtherLanguageAction,
    RequestCallbackAction,
    RequestHumanAction,
    RequestVisitAction,
    SaySimplerAction,
    ShowSourcesAction,
)

__all__ = ["ALL", "SpeakingAction"]
