"""The public listener: what providers call, and how the process is. The console listens elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from bot.health import Health

_log = logging.getLogger(__name__)


def public_app(routes: Sequence[BaseRoute], health: Health) -> Starlette:
    """Make the listener; `health` says how the process is. The figures are not for everybody who can call."""

    async def failed(request: Request, error: Exception) -> Response:
        # Nothing was acknowledged; a provider that asks again finds us, and what it does not repeat we ask for.
        _log.exception("a request to %s could not be kept", request.url.path)
        return JSONResponse({"error": "not kept; try again"}, 503, headers={"Retry-After": "5"})

    return Starlette(routes=[*routes, *health.probes()], exception_handlers={Exception: failed})
