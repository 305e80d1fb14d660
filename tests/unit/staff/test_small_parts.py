"""Passwords, form tokens, short texts and the addresses of static files."""

from argon2 import PasswordHasher

from bot.staff.inbox import shortened
from bot.staff.passwords import Passwords, generated
from bot.staff.rendering import StaticFiles, percent
from bot.staff.rules import password_problem

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


async def test_a_password_fits_only_its_own_hash() -> None:
    passwords = Passwords(QUICK)
    stored = await passwords.hash("vier losse woorden samen")
    assert await passwords.verify(stored, "vier losse woorden samen")
    assert not await passwords.verify(stored, "vier losse woorden")


async def test_without_an_account_no_password_fits() -> None:
    assert not await Passwords(QUICK).verify(None, "vier losse woorden samen")


async def test_a_damaged_hash_refuses_instead_of_failing() -> None:
    assert not await Passwords(QUICK).verify("geen hash", "vier losse woorden samen")


def test_a_generated_password_passes_our_own_rules_and_is_never_the_same() -> None:
    made = {generated() for _ in range(50)}
    assert len(made) == 50
    assert all(password_problem(password, "sanne@linde.nl", "Sanne") is None for password in made)


def test_a_long_question_is_cut_between_words() -> None:
    assert shortened("een  twee\ndrie", 20) == "een twee drie"
    assert shortened("een twee drie", 9) == "een twee …"
    assert shortened("x" * 30, 9) == "xxxxxxxxx …"


def test_a_static_file_carries_the_hash_of_its_content_in_its_address() -> None:
    assert StaticFiles().url("desk.css").startswith("/staff/static/desk.css?v=")


def test_certainty_is_rounded_down_so_that_doubt_is_never_shown_as_none() -> None:
    assert percent(0.996) == "99%"
    assert percent(1.0) == "100%"
