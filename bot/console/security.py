"""What every request passes before a page sees it: who may talk to the console, and how much at once.

The console carries no cookie on loopback, so that any page open in the same browser could write to it. Two checks
forbid that: the Host header must be one of ours (DNS rebinding), and whatever changes something must come from a page
of ours (Origin and Sec-Fetch-Site).
"""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.console.render import problem

#: The longest line (24,000 characters) in a script of three bytes a letter, each byte escaped to three characters.
BODY_LIMIT: Final = 256 * 1024
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})

CONTENT_SECURITY_POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS: Final = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not "no-referrer": browsers then send "Origin: null" with our own forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


#: A response that carries this header is shown under the policy in it, and not under the console's.
OWN_POLICY: Final = "x-own-policy"


_POLICY: Final = b"content-security-policy"
_RAW: Final = tuple((name.encode(), value.encode()) for name, value in HEADERS.items())
_NEVER_KEPT: Final = (*_RAW, (b"cache-control", b"no-store"))
_CACHEABLE: Final = (*_RAW, (b"cache-control", b"no-cache"))
_OURS: Final = frozenset({*(name for name, _ in _NEVER_KEPT), OWN_POLICY.encode()})


class Guard:
    """Checks Host, origin and size, and sets the security headers of every response."""

    def __init__(self, app: ASGIApp, *, any_host: bool) -> None:
        """`any_host`: the console is meant to be reached by whatever name, and a password stands before it."""
        self._app = app
        self._any_host = any_host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what must not pass; hand on the rest."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        dressed = _dressed(send, cacheable=scope["path"].startswith("/static/"))
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            status, text = refusal
            response = problem(status, text, fragment="hx-request" in headers)
            await response(scope, receive, dressed)
            return
        await self._app(scope, _limited(receive), dressed)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        """Give the status and the sentence of a refusal; None when the request may pass."""
        host = headers.get("host", "")
        if not self._any_host and not is_ours(host):
            return 421, "The console answers under 127.0.0.1 and localhost alone; open it by one of these addresses."
        if method in SAFE_METHODS:
            return None
        if not comes_from_here(headers, host):
            return (
                403,
                "This did not come from a page of the console, so nothing was done. Reload the page and try again.",
            )
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > BODY_LIMIT:
            return 413, f"That is too long: one message may have at most {BODY_LIMIT // 1024} KiB. Nothing was sent."
        return None


class TooLong(Exception):
    """The body is longer than `BODY_LIMIT`, whatever its header said."""


def is_ours(host: str) -> bool:
    """Say whether a Host header names this machine by its loopback address."""
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def comes_from_here(headers: Headers, host: str) -> bool:
    """Say whether a browser sent this from one of our pages; what says nothing about it does not count."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is None and origin is None:
        return False
    same_site = site is None or site == "same-origin"
    # Behind a proxy that speaks TLS only the scheme differs, so that host and port are what is compared.
    same_origin = origin is None or (bool(host) and urlsplit(origin).netloc.lower() == host.lower())
    return same_site and same_origin


def _limited(receive: Receive) -> Receive:
    """Count the body as it arrives: a request without a length cannot be checked by its header."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > BODY_LIMIT:
            raise TooLong
        return message

    return counted


def _dressed(send: Send, *, cacheable: bool) -> Send:
    """Add the security headers; pages are never kept by a browser, since they show what is confidential."""
    more = _CACHEABLE if cacheable else _NEVER_KEPT

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = MutableHeaders(scope=message).get(OWN_POLICY)
            ours = [(_POLICY, own.encode()) if own and name == _POLICY else (name, value) for name, value in more]
            kept = [one for one in message["headers"] if one[0] not in _OURS]
            message = {**message, "headers": [*kept, *ours]}
        await send(message)

    return dressed
