"""How the process is, for machines: alive, ready for its work, and its figures as Prometheus reads them."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from handlers.measuring import Work

#: Upper bounds, in seconds, of the classes in which answers are counted (our choice; a call is given up after ten).
BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Took:
    """How long providers and platforms took to answer, since the start. Used by one event loop."""

    def __init__(self) -> None:
        #: (port, lane) -> how many answers came within each of `BOUNDS`, and later; and the seconds of all together.
        self.answers: dict[tuple[str, str], tuple[list[int], float]] = {}

    def note(self, port: str, lane: str, seconds: float) -> None:
        """Count an answer."""
        classes, total = self.answers.get((port, lane), ([0] * (len(BOUNDS) + 1), 0.0))
        classes[next((at for at, bound in enumerate(BOUNDS) if seconds <= bound), len(BOUNDS))] += 1
        self.answers[port, lane] = classes, total + seconds


@dataclass(frozen=True)
class Figures:
    """What is measured."""

    work: Work
    #: Provider -> whether it works; empty without real telephones.
    providers: Mapping[str, bool]
    #: (provider, result) -> texts since the start.
    results: Mapping[tuple[str, str], int]
    webhooks_refused: int
    internal_errors: int
    leads: bool
    #: What the audit found hanging.
    findings: int
    took: Took


@dataclass(frozen=True)
class Health:
    """The answers for machines, and where they come from."""

    #: ``status`` is ``ok``, or what is wrong.
    ready: Callable[[], Mapping[str, object]]
    figures: Callable[[], Figures]
    #: Whoever reads the figures shows it as a bearer token; None where everybody may.
    token: str | None = field(default=None, repr=False)

    def probes(self) -> list[Route]:
        """Give what an orchestrator asks."""
        return [Route("/healthz", self._alive), Route("/readyz", self._ready)]

    def routes(self) -> list[Route]:
        """Give the figures besides."""
        return [*self.probes(), Route("/metrics", self._metrics)]

    async def _alive(self, request: Request) -> Response:
        """Say that the process answers; whoever restarts it for less makes things worse."""
        return JSONResponse({"status": "ok"})

    async def _ready(self, request: Request) -> Response:
        found = await run_in_threadpool(self.ready)
        # What watches Muster from outside alarms on the status alone.
        return JSONResponse(dict(found), HTTPStatus.OK if found["status"] == "ok" else HTTPStatus.SERVICE_UNAVAILABLE)

    async def _metrics(self, request: Request) -> Response:
        shown = request.headers.get("Authorization", "")
        if self.token is not None and not hmac.compare_digest(shown.encode(), f"Bearer {self.token}".encode()):
            return PlainTextResponse("Show the console's password as a bearer token.", HTTPStatus.UNAUTHORIZED)
        return Response(await run_in_threadpool(lambda: text(self.figures())), media_type=CONTENT_TYPE_LATEST)


def text(figures: Figures) -> bytes:
    """Write the figures as Prometheus reads them."""
    registry = CollectorRegistry()
    registry.register(_Once(figures))
    return generate_latest(registry)


class _Once(Collector):
    """Figures of one moment."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterable[Metric]:
        found, work = self._figures, self._figures.work
        many = GaugeMetricFamily("muster_outbox_waiting", "What waits to leave, by priority", labels=["lane"])
        oldest = GaugeMetricFamily(
            "muster_outbox_oldest_seconds", "For how long the oldest of it has waited", labels=["lane"]
        )
        for lane, waiting in work.lanes.items():
            many.add_metric([lane], waiting.many)
            oldest.add_metric([lane], waiting.oldest.total_seconds())
        up = GaugeMetricFamily("muster_provider_up", "Whether a provider takes texts", labels=["provider"])
        for name, works in found.providers.items():
            up.add_metric([name], works)
        results = CounterMetricFamily(
            "muster_provider_texts",
            "Texts given to a provider since the start, by result",
            labels=["provider", "result"],
        )
        for labels, count in found.results.items():
            results.add_metric(list(labels), count)
        yield from (many, oldest, up, results, _histogram(found.took))
        for name, what, value in (
            ("muster_inbox_waiting", "What arrived and is not carried out", work.inbox.many),
            (
                "muster_inbox_oldest_seconds",
                "For how long the oldest of it waits",
                work.inbox.oldest.total_seconds(),
            ),
            ("muster_timers_overdue", "Timers that are due and have not fired", work.timers_overdue),
            ("muster_help_requests_untaken", "Requests for help that nobody has taken", work.help_untaken),
            ("muster_help_requests_open", "Requests for help that no human has ended", work.help_open),
            ("muster_incidents_open", "Incidents that are worked on", work.incidents),
            ("muster_audit_findings", "What should have moved and has not, as the leader sees it", found.findings),
            ("muster_leads", "Whether this process leads", found.leads),
            ("muster_processes", "Processes on this database", work.processes),
        ):
            yield GaugeMetricFamily(name, what, value=value)
        for name, what, value in (
            ("muster_webhooks_refused", "Webhooks without a right signature", found.webhooks_refused),
            ("muster_internal_errors", "Commands that failed inside Muster", found.internal_errors),
        ):
            yield CounterMetricFamily(name, what, value=value)


def _histogram(took: Took) -> Metric:
    family = HistogramMetricFamily(
        "muster_send_seconds", "How long a provider or platform took to answer", labels=["port", "lane"]
    )
    bounds = (*map(str, BOUNDS), "+Inf")
    for labels, (classes, total) in took.answers.items():
        buckets = [(bound, sum(classes[: at + 1])) for at, bound in enumerate(bounds)]
        family.add_metric(list(labels), buckets, total)
    return family
