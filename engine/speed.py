"""Things Rasa does at every turn that need not be done, or done once. Measured in docs/decisions/0007."""

import json
from functools import lru_cache
from typing import Any, Dict, List, Optional, Text

import aiohttp
import jsonschema
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import DEFAULT_REQUEST_TIMEOUT, EndpointConfig

from engine.answers import is_plain


def keep_connections_to_actions() -> None:
    """Rasa opens a connection for every action call; here they stay open for the next one."""
    connector: Optional[aiohttp.TCPConnector] = None

    def session(self: EndpointConfig) -> aiohttp.ClientSession:
        nonlocal connector
        if connector is None or connector.closed:
            connector = aiohttp.TCPConnector(limit=0)
        return aiohttp.ClientSession(
            headers=self.headers,
            connector=connector,
            connector_owner=False,
            timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
        )

    EndpointConfig.session = session  # type: ignore[method-assign]


def run_graphs_in_plain_order() -> None:
    """Rasa's graphs are short chains; handing each to a scheduler of parallel tasks costs a tenth of a turn."""

    def run(
        self: DaskGraphRunner, inputs: Optional[Dict[Text, Any]] = None, targets: Optional[List[Text]] = None
    ) -> Dict[Text, Any]:
        wanted = targets or self._graph_schema.target_names
        nodes = self._graph_schema.nodes
        done: Dict[Text, Any] = {name: (name, value) for name, value in (inputs or {}).items()}

        def result(name: Text) -> Any:
            if name not in done:
                if name not in nodes:
                    # An input that was not given; the node that needs it complains, as it does otherwise.
                    return name
                needed = [result(need) for need in nodes[name].needs.values()]
                done[name] = self._instantiated_nodes[name](*needed)
            return done[name]

        return dict(result(name) for name in wanted)

    DaskGraphRunner.run = run  # type: ignore[method-assign]


def check_answers_with_a_ready_validator() -> None:
    """Rasa checks the action server's answer against a schema, and each time also the schema itself: 60 % of a turn.

    The same schema, checked once at start; answers are validated as before. What our own actions mostly say (some text,
    then listen) is looked at first: it conforms, and that is seen at a glance.
    """
    schema = RemoteAction.action_response_format_spec()
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def validate(_self: RemoteAction, result: Dict[Text, Any]) -> bool:
        if is_plain(result):
            return True
        error = jsonschema.exceptions.best_match(validator.iter_errors(result))
        if error is not None:
            raise RasaException(f"The action server's answer does not have the agreed form: {error.message}")
        return True

    RemoteAction._validate_action_result = validate


def read_rules_once() -> None:
    """The rule policy unpacks the text of all its rules at every prediction; they do not change."""
    unpack = lru_cache(maxsize=None)(json.loads)
    RulePolicy._rule_key_to_state = staticmethod(unpack)  # type: ignore[method-assign]


def know_whether_the_domain_is_empty() -> None:
    """At every message Rasa builds an empty domain and compares ours with it."""
    compare = Domain.is_empty

    def is_empty(self: Domain) -> bool:
        known: Optional[bool] = self.__dict__.get("_known_empty")
        if known is None:
            known = self.__dict__["_known_empty"] = compare(self)
        return known

    Domain.is_empty = is_empty  # type: ignore[method-assign]


def apply() -> None:
    """All of it."""
    check_answers_with_a_ready_validator()
    keep_connections_to_actions()
    run_graphs_in_plain_order()
    read_rules_once()
    know_whether_the_domain_is_empty()
