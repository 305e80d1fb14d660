"""A newcomer to the demo sees as whom to look around; nobody sees it elsewhere."""

from bot.page_templates import environment
from bot.settings import PROJECT
from bot.tenancy.demo_files import load_demo
from bot.tenancy.demo_visitor import DEMO_VISITOR, DemoVisitor


def home(visitor: DemoVisitor | None) -> str:
    template = environment(PROJECT / "bot" / "widget" / "templates").get_template("home.html")
    corporation = {"name": "De Linde", "phone": "088", "hours": [], "office_address": "", "pay_day": 1}
    return template.render(corporation=corporation, visitor=visitor)


def test_the_visitor_is_a_tenant_of_the_demo() -> None:
    tenants = {tenant.number: tenant for tenant in load_demo(PROJECT / "content" / "demo").tenants}
    assert DEMO_VISITOR.born in {person.born for person in tenants[DEMO_VISITOR.number].people}


def test_the_page_of_the_demo_shows_the_number_and_the_birth_date() -> None:
    assert "0012245" in home(DEMO_VISITOR)
    assert "8-2-1993" in home(DEMO_VISITOR)


def test_outside_the_demo_the_page_shows_neither() -> None:
    assert "0012245" not in home(None)
    assert "demo" not in home(None)
