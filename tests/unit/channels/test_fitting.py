"""One turn on a channel: the shape of its choices, and the places where a long text is cut."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels import rules
from bot.channels.contract import Button, Capabilities
from bot.channels.rules import Shape
from bot.channels.telegram.rendering import CAPABILITIES as TELEGRAM
from bot.channels.web import WebChannel
from bot.channels.whatsapp.rendering import CAPABILITIES as WHATSAPP

#: A channel without buttons or lists, as sms is.
BARE = Capabilities(
    buttons=0, button_title=0, list_rows=0, text_length=160, typing=False, media=False, read_state=False, edits=False,
    templates=False,
)  # fmt: skip
texts = st.text(st.sampled_from("abc é.?!\n 👨‍👩‍👧🇳🇱👍🏽é") | st.characters(exclude_categories=["Cs"]), max_size=400)


def buttons(*titles: str) -> list[Button]:
    return [Button(title, f"intent:{n}") for n, title in enumerate(titles)]


@given(texts, st.integers(4, 60))
def test_no_piece_is_longer_than_the_limit_and_nothing_but_space_is_lost(text: str, limit: int) -> None:
    pieces = rules.split(text, limit, rules.utf16_units)
    assert all(rules.utf16_units(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_an_emoji_a_flag_and_an_accent_are_never_cut_through() -> None:
    family, flag, thumb, accent = "👨‍👩‍👧‍👦", "🇳🇱", "👍🏽", "e\u0301"
    for whole in (family, flag, thumb, accent):
        for limit in range(rules.utf16_units(whole), 24):
            pieces = rules.split(whole * 12, limit, rules.utf16_units)
            assert all(set(rules.clusters(piece)) == {whole} for piece in pieces)


def test_a_cut_falls_between_paragraphs_else_sentences_else_words() -> None:
    assert rules.split("Een alinea.\n\nTwee alinea's.", 20) == ["Een alinea.", "Twee alinea's."]
    assert rules.split("Eerste zin hier. Tweede zin daar.", 25) == ["Eerste zin hier.", "Tweede zin daar."]
    assert rules.split("aaa bbb ccc ddd", 9) == ["aaa bbb", "ccc ddd"]


def test_three_short_choices_are_buttons_and_more_or_longer_ones_a_list() -> None:
    assert rules.shape_of(buttons("Ja", "Nee", "Anders"), WHATSAPP) is Shape.BUTTONS
    assert rules.shape_of(buttons("Ja", "Nee", "Anders", "Vier"), WHATSAPP) is Shape.LIST
    assert rules.shape_of(buttons("Een titel die niet past"), WHATSAPP) is Shape.LIST
    assert rules.shape_of(buttons("Ja", "Ja"), WHATSAPP) is Shape.LIST
    assert rules.shape_of(buttons(*map(str, range(11))), WHATSAPP) is Shape.NUMBERED
    assert rules.shape_of(buttons(*map(str, range(11))), TELEGRAM) is Shape.BUTTONS
    assert rules.shape_of(buttons("Ja"), BARE) is Shape.NUMBERED
    assert rules.shape_of(buttons("x" * 60), WebChannel.capabilities) is Shape.BUTTONS
    assert rules.shape_of([], WHATSAPP) is Shape.PLAIN


@given(texts.filter(str.strip), st.lists(st.text("abcdef ghij", min_size=1, max_size=30), max_size=12))
def test_a_turn_fits_every_channel_and_its_choices_stand_under_the_last_message(text: str, titles: list[str]) -> None:
    for can in (WHATSAPP, TELEGRAM, BARE, WebChannel.capabilities):
        width = rules.width_on(can)
        made = rules.bubbles(text * 20, buttons(*titles), can)
        assert all(width(bubble.text) <= can.text_length for bubble in made)
        assert [bool(bubble.buttons) for bubble in made] == [False] * (len(made) - 1) + [bool(titles)]
        if rules.shape_of(made[-1].buttons, can) in (Shape.BUTTONS, Shape.LIST):
            assert width(made[-1].text) <= (can.choice_text_length or can.text_length)


def test_text_and_buttons_that_fit_are_one_message() -> None:
    assert len(rules.bubbles("x" * 1024, buttons("Ja"), WHATSAPP)) == 1
    assert len(rules.bubbles("x " * 600, buttons("Ja"), WHATSAPP)) == 2
    assert len(rules.bubbles("x " * 600, [], WHATSAPP)) == 1


def test_a_number_chooses_only_what_was_offered() -> None:
    assert [rules.chosen_by_number(text, 3) for text in ("1", " 2. ", "3)", "0", "4", "1e", "²", "")] == [
        0, 1, 2, None, None, None, None, None,
    ]  # fmt: skip


def test_a_long_choice_keeps_its_whole_words_in_the_list() -> None:
    row = rules.row("Ik wil een regeling voor mijn achterstand", WHATSAPP)
    assert row.title == "Ik wil een regeling…"
    assert row.description == "Ik wil een regeling voor mijn achterstand"
