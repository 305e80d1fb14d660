"""Things Rasa does needlessly at every action call, done once instead. Measured in docs/decisions/0007."""

from typing import Any, Dict, Optional, Text

import aiohttp
import jsonschema
from rasa.core.actions.action import RemoteAction
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import DEFAULT_REQUEST_TIMEOUT, EndpointConfig


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


def check_answers_with_a_ready_validator() -> None:
    """Rasa checks the action server's answer against a schema, and each time also the schema itself: 60 % of a turn.

    The same schema, checked once at start; answers are validated as before.
    """
    schema = RemoteAction.action_response_format_spec()
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def validate(_self: RemoteAction, result: Dict[Text, Any]) -> bool:
        error = jsonschema.exceptions.best_match(validator.iter_errors(result))
        if error is not None:
            raise RasaException(f"The action server's answer does not have the agreed form: {error.message}")
        return True

    RemoteAction._validate_action_result = validate
