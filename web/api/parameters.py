"""The parameters of an address, read by what the operation's description says of them."""

from __future__ import annotations

from flask import current_app, request

from web.api.operation import Place, operation_of
from web.questions.asking import given_parameters


def refuse_undescribed() -> None:
    """Refuse the current request if its address has a parameter that its operation has not.

    Raises ParameterError then, or if one is repeated that may not be; MalformedError if the query
    string is not UTF-8. Call it before each request of a blueprint.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    operation = operation_of(view) if view else None
    if operation is None:
        return
    known = [each for each in operation.parameters if each.place is Place.QUERY]
    repeated = [each.name for each in known if each.is_repeated]
    given_parameters(request.query_string, [each.name for each in known], repeated)
