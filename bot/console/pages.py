"""The console's addresses and what answers them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.config import is_loopback
from bot.console.backend import Access, Backend
from bot.console.login import Door, Wall
from bot.console.place import Place
from bot.console.posts import PUSHES, Mistake, Posts
from bot.console.render import FOLDER, page, problem
from bot.console.security import BODY_LIMIT, HEADERS, OWN_POLICY, Guard, TooLong
from bot.console.stream import EventStream, events
from bot.console.views import NoSuchPlace, Views, find_people
from bot.health import Health
from playbooks.rules.errors import CrisisError, NotAllowed, NotFound

#: How long a log-in holds (our choice: a crisis of a week needs one).
_SESSION_SECONDS: Final = 7 * 24 * 3600
#: Cookie with the number of the last direct message a person opened in this browser.
_SEEN: Final = "seen"
#: Why a document is not shown; whatever else it is, it was emptied.
_DOCUMENT_REFUSED: Final = {NotFound: HTTPStatus.NOT_FOUND, NotAllowed: HTTPStatus.FORBIDDEN}
Page = Callable[[Request], Awaitable[Response]]


def console_app(backend: Backend, access: Access) -> Starlette:
    """Build the console. `access` says where it listens and whether a password is needed."""
    views = Views(backend)
    pages = Pages(backend, views, with_login=bool(access.console_password))
    posts = Posts(backend, views)
    health = Health(backend.ready, backend.figures, access.console_password)
    # The first that fits is taken: texts of thousands must not be compared with every page first.
    static = Mount("/static", StaticFiles(directory=FOLDER / "static"))
    if backend.simulated():
        routes = [*_writing(posts), *_reading(pages), *health.routes(), static]
    else:
        # Whoever may choose who they are could answer for others, and send real people real texts.
        routes = [Route("/", pages.off), *health.routes(), static]
    middleware = [Middleware(Guard, any_host=bool(access.console_password) and not is_loopback(access.console_host))]
    if access.console_password:
        door = Door(backend, access)
        routes += [
            Route("/login", door.show, methods=["GET"]),
            Route("/login", door.enter, methods=["POST"]),
            Route("/logout", door.leave, methods=["POST"]),
        ]
        middleware.append(
            Middleware(
                SessionMiddleware,
                secret_key=backend.session_secret(),
                session_cookie="muster",
                max_age=_SESSION_SECONDS,
                same_site="strict",
            )
        )
        middleware.append(Middleware(Wall, mark=door.mark))
    handlers = {HTTPException: _refused, NoSuchPlace: _nowhere, Mistake: _mistaken, TooLong: _too_long, 500: _broken}
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)


def _reading(pages: Pages) -> list[Route]:
    person = "/as/{person}"
    named: list[tuple[str, Page]] = [
        ("/", pages.choose),
        (person, pages.workspace),
        (f"{person}/room/{{room}}", pages.workspace),
        (f"{person}/events", pages.events),
        (f"{person}/rooms", pages.rooms),
        (f"{person}/acts", pages.acts),
        (f"{person}/head", pages.head),
        (f"{person}/board", pages.board),
        (f"{person}/composer", pages.composer),
        (f"{person}/message/{{ref}}", pages.message),
        (f"{person}/phones", pages.phones),
        (f"{person}/thread", pages.thread),
        (f"{person}/phone", pages.phone),
        (f"{person}/quick", pages.quick),
        (f"{person}/clock", pages.clock),
        (f"{person}/document/{{number}}", pages.document),
    ]
    return [Route(path, answer, methods=["GET"]) for path, answer in named]


def _writing(posts: Posts) -> list[Route]:
    named: list[tuple[str, Page]] = [
        ("line", posts.line),
        ("form", posts.filled),
        ("pin", posts.pin),
        ("sms", posts.sms),
        ("others", posts.others),
        ("clock", posts.clock),
    ]
    return [Route(f"/as/{{person}}/{name}", answer, methods=["POST"]) for name, answer in named]


class Pages:
    """What people look at: whole pages, and the parts of them that live updates fetch."""

    def __init__(self, backend: Backend, views: Views, *, with_login: bool) -> None:
        self._backend = backend
        self._views = views
        self._with_login = with_login

    async def choose(self, request: Request) -> Response:
        """Ask who you are."""
        q = request.query_params.get("q", "")[:80]
        people = await run_in_threadpool(self._backend.people)
        more: dict[str, Any] = {"q": q, "found": find_people(people, q), "total": len(people)}
        if "hx-request" in request.headers:
            return page("people.html", **self._common(), **more)
        shortcuts = await run_in_threadpool(self._views.shortcuts)
        return page("choose.html", **self._common(), shortcuts=shortcuts, **more)

    async def off(self, request: Request) -> Response:
        """Say that people do not act here: with real telephones nobody chooses who they are."""
        return page("off.html", **self._common())

    async def workspace(self, request: Request) -> Response:
        """Show rooms, the open conversation and the phones."""
        place = Place.of(request)
        context = await run_in_threadpool(self._workspace, request, place)
        return self._remember(page("workspace.html", **context), place, context["direct_upto"])

    def _workspace(self, request: Request, place: Place) -> dict[str, Any]:
        # The number comes first: what changes while the page is gathered comes again by the stream, not never.
        upto = self._backend.store.last_change()
        who = self._views.person(place.person)
        conversation = self._views.conversation(place)
        return {
            **self._common(),
            "place": place,
            "who": who,
            "upto": upto,
            "conversation": conversation,
            "side": self._views.side(place, _seen(request)),
            "phones": self._views.phones(place),
            "thread": self._views.thread(place.phone),
            "direct_upto": self._views.last_direct(place.person),
        }

    async def events(self, request: Request) -> Response:
        """Open the stream of changes; a browser that comes back says what it has seen."""
        place = Place.of(request)
        await run_in_threadpool(self._allowed, place)
        known = [request.query_params.get("after", ""), request.headers.get("last-event-id", "")]
        after = max((int(number) for number in known if number.isdecimal() and len(number) <= 18), default=0)
        stream = events(self._backend, self._views, place, after)
        return EventStream(stream, headers={"x-accel-buffering": "no"})

    async def rooms(self, request: Request) -> Response:
        """Show the left column."""
        place = Place.of(request)
        context = await run_in_threadpool(self._side, request, place)
        return self._remember(page("rooms.html", **context), place, context["direct_upto"])

    async def acts(self, request: Request) -> Response:
        """Show what must be acted on."""
        return page("acts.html", **await run_in_threadpool(self._side, request, Place.of(request)))

    def _side(self, request: Request, place: Place) -> dict[str, Any]:
        self._allowed(place)
        side, upto = self._views.side(place, _seen(request)), self._views.last_direct(place.person)
        return {**self._common(), "place": place, "side": side, "direct_upto": upto}

    async def head(self, request: Request) -> Response:
        """Show the room's name, topic and members."""
        return await self._conversation(request, "room_head.html")

    async def board(self, request: Request) -> Response:
        """Show the pinned cards."""
        return await self._conversation(request, "board.html")

    async def composer(self, request: Request) -> Response:
        """Show the line to type in, or why there is none."""
        return await self._conversation(request, "composer.html")

    async def _conversation(self, request: Request, template: str) -> Response:
        place = Place.of(request)
        conversation = await run_in_threadpool(self._views.conversation, place)
        return page(template, **self._common(), place=place, conversation=conversation)

    async def message(self, request: Request) -> Response:
        """Show one message as it is now; nothing when it was pinned on top meanwhile."""
        place = Place.of(request)
        item = await run_in_threadpool(self._views.message, place, request.path_params["ref"])
        if item.pinned and item.card:
            return Response(status_code=200)
        return page("message_alone.html", **self._common(), place=place, item=item)

    async def phones(self, request: Request) -> Response:
        """Show the list of phones."""
        place = Place.of(request)
        phones = await run_in_threadpool(self._views.phones, place)
        return page("phone_list.html", **self._common(), place=place, phones=phones)

    async def phone(self, request: Request) -> Response:
        """Show an open phone."""
        return await self._thread(request, "phone.html")

    async def thread(self, request: Request) -> Response:
        """Show the texts of an open phone."""
        return await self._thread(request, "thread.html")

    async def quick(self, request: Request) -> Response:
        """Show the answers that somebody with an open phone may want to send next."""
        return await self._thread(request, "quick.html")

    async def _thread(self, request: Request, template: str) -> Response:
        place = Place.of(request)
        thread = await run_in_threadpool(self._views.thread, place.phone)
        return page(template, **self._common(), place=place, thread=thread)

    async def clock(self, request: Request) -> Response:
        """Show the time."""
        return page("clock.html", **self._common(), place=Place.of(request))

    async def document(self, request: Request) -> Response:
        """Show a report or a list as a page of its own, under a policy of its own."""
        place, number = Place.of(request), request.path_params["number"]
        await run_in_threadpool(self._allowed, place)
        if not (number.isdecimal() and number.isascii() and len(number) <= 18):
            raise NoSuchPlace("There is no such document.")
        try:
            sheet = await run_in_threadpool(self._backend.document, place.person, int(number))
        except CrisisError as refused:
            status = _DOCUMENT_REFUSED.get(type(refused), HTTPStatus.CONFLICT)
            instead = f" Type: /crisis {refused.instead}" if refused.instead else ""
            return problem(status, f"{refused.text}{instead}", fragment=False, back=place.base)
        return HTMLResponse(sheet.html, headers={OWN_POLICY: sheet.policy})

    def _allowed(self, place: Place) -> None:
        self._views.person(place.person)
        self._views.room(place)

    def _common(self) -> dict[str, Any]:
        return {
            "name": self._backend.organisation_name(),
            "demonstration": self._backend.demonstration(),
            "now": self._backend.now(),
            "offset": self._backend.clock_offset(),
            "pushes": PUSHES,
            "with_login": self._with_login,
        }

    def _remember(self, response: Response, place: Place, upto: object) -> Response:
        """Keep that the direct messages were seen, as far as they are the open conversation."""
        if place.room is None:
            response.set_cookie(_SEEN, str(upto), path=place.base, httponly=True, samesite="strict")
        return response


def _seen(request: Request) -> int:
    value = request.cookies.get(_SEEN, "")
    return int(value) if value.isdecimal() and len(value) <= 18 else 0


def _fragment(request: Request) -> bool:
    return "hx-request" in request.headers


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
    texts = {
        HTTPStatus.NOT_FOUND: "There is no page of this address. The first page has everything.",
        HTTPStatus.METHOD_NOT_ALLOWED: "This address cannot be used like that. Go back and use the page's own buttons.",
    }
    text = texts.get(HTTPStatus(status), "The console did not understand that. Reload the page and try again.")
    return problem(status, text, fragment=_fragment(request))


async def _nowhere(request: Request, error: Exception) -> Response:
    back = "/"
    if "room" in request.path_params or "room" in request.query_params:
        back = Place(str(request.path_params.get("person", ""))).base
    return problem(404, str(error), fragment=_fragment(request), back=back)


async def _mistaken(request: Request, error: Exception) -> Response:
    back = Place(str(request.path_params.get("person", ""))).base
    return problem(422, str(error), fragment=_fragment(request), back=back)


async def _too_long(request: Request, error: Exception) -> Response:
    text = f"That is too long: one message may have at most {BODY_LIMIT // 1024} KiB. Nothing was sent."
    return problem(413, text, fragment=_fragment(request))


async def _broken(request: Request, error: Exception) -> Response:
    text = "Something went wrong inside Muster; it is in the program's log. Reload the page to see what was done."
    if type(error).__module__.startswith("storage"):
        # The database says itself what is wrong (a full disk, for example), in words that the person can act on.
        text = str(error)
    response = problem(500, text, fragment=_fragment(request))
    response.headers.update(HEADERS)  # this answer is made outside of the guard
    return response
