"""Which failures of the database are tried again, and which say that something is wrong with what was asked."""

import pytest
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.database.trouble import passes


class FromDriver(Exception):
    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("told by the driver")
        self.sqlstate = sqlstate


@pytest.mark.parametrize("state", ["40P01", "40001", "57P01", "08006", "53300", "55P03"])
def test_two_in_each_other_s_way_and_a_database_that_is_away_pass_by_themselves(state: str) -> None:
    assert passes(DBAPIError("x", None, FromDriver(state)))


@pytest.mark.parametrize("state", ["22021", "22P05", "23503", "42703", "54000"])
def test_what_cannot_be_stored_does_not_become_storable_by_trying_again(state: str) -> None:
    assert not passes(DBAPIError("x", None, FromDriver(state)))


def test_a_connection_that_is_gone_passes_and_a_bug_does_not() -> None:
    assert passes(ConnectionRefusedError())
    assert passes(PoolTimeout())
    assert passes(InterfaceError("x", None, FromDriver(None)))
    assert not passes(KeyError("x"))
