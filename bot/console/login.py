"""The password that stands before the console when other machines can reach it."""

from __future__ import annotations

import hashlib
import hmac
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.console.backend import Access, Backend
from bot.console.render import page, problem

#: Tries that one address has within `_WITHIN` (our choice: a person mistypes twice, a program tries a thousand).
_TRIES: Final = 8
_WITHIN: Final = timedelta(minutes=1)
_ADDRESSES: Final = 1_000
_OPEN: Final = ("/login", "/healthz", "/readyz", "/metrics")


class Wall:
    """Lets nobody in without the password, but for the health check, the style sheet and the log-in page."""

    def __init__(self, app: ASGIApp, *, mark: str) -> None:
        """`mark` is what a session holds that logged in with the present password."""
        self._app = app
        self._mark = mark

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what may pass; send the others to the log-in page."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        path = request.url.path
        if path in _OPEN or path.startswith("/static/") or self._known(request):
            await self._app(scope, receive, send)
            return
        response: Response = RedirectResponse(f"/login?next={quote(path)}", 303)
        if "hx-request" in request.headers or path.endswith("/events"):
            response = problem(401, "You are no longer logged in.", fragment=True)
        await response(scope, receive, send)

    def _known(self, request: Request) -> bool:
        return hmac.compare_digest(str(request.session.get("in", "")).encode(), self._mark.encode())


class Door:
    """The log-in page."""

    def __init__(self, backend: Backend, access: Access) -> None:
        self._backend = backend
        self._password = access.console_password or ""
        #: What a log-in leaves in the session: of no use once the password is another.
        self.mark = hmac.new(backend.session_secret().encode(), self._password.encode(), hashlib.sha256).hexdigest()
        self._failures: OrderedDict[str, list[datetime]] = OrderedDict()

    async def show(self, request: Request) -> Response:
        """Ask for the password."""
        return self._page(request.query_params.get("next", "/"))

    async def enter(self, request: Request) -> Response:
        """Check the password; too many wrong ones from one address have to wait."""
        form = await request.form()
        onward, typed = str(form.get("next", "/")), str(form.get("password", ""))
        address = request.client.host if request.client else ""
        failures = self._recent(address)
        if len(failures) >= _TRIES:
            return self._page(onward, "Too many wrong passwords. Wait a minute, then try again.", 429)
        if not hmac.compare_digest(typed.encode(), self._password.encode()):
            failures.append(self._backend.now())
            return self._page(onward, "That is not the password.", 401)
        self._failures.pop(address, None)
        request.session["in"] = self.mark
        return RedirectResponse(onward if onward.startswith("/as/") else "/", 303)

    async def leave(self, request: Request) -> Response:
        """Log out."""
        request.session.clear()
        return RedirectResponse("/login", 303)

    def _recent(self, address: str) -> list[datetime]:
        since = self._backend.now() - _WITHIN
        recent = [moment for moment in self._failures.pop(address, []) if moment > since]
        self._failures[address] = recent
        while len(self._failures) > _ADDRESSES:
            self._failures.popitem(last=False)
        return recent

    def _page(self, onward: str, wrong: str = "", status: int = 200) -> Response:
        return page("login.html", status, name=self._backend.organisation_name(), onward=onward, wrong=wrong)
