"""On the way to a plan: as far as the own proposal, or the whole text."""

from tests.integration.arranging.tenant import Tenant

WISH = "ik wil een regeling"
MEANS = ("de 24e", "600 euro", "nee")


async def to_own(kim: Tenant) -> None:
    await kim.proves(WISH)
    await kim.says("ja")


async def to_consent(kim: Tenant, wish: str = "200 euro per maand") -> str:
    """Money comes early in the month, so that the first day leaves some room."""
    await to_own(kim)
    return await kim.plans(wish, "de 10e", "600 euro", "nee")
