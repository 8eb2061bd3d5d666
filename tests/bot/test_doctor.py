"""The doctor's checks of the machine."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from bot.config import load
from bot.doctor import disk, machine, messages, packages, playbooks, port, texts
from handlers.readiness import State
from playbooks.library import Library
from playbooks.rules.vocabulary import Language


class Health(http.server.BaseHTTPRequestHandler):
    """Answers as Muster's console does, or as something else."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"status": "ok"}' if self.path == "/healthz" else b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def muster_runs() -> Iterator[int]:
    with http.server.HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_a_port_that_muster_holds_is_in_order(muster_runs: int) -> None:
    finding = port("127.0.0.1", muster_runs)
    assert (finding.state, finding.text) == (State.OK, f"Muster runs on 127.0.0.1:{muster_runs}.")


def test_a_port_that_another_program_holds_is_a_problem() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        number = other.getsockname()[1]
        threading.Thread(target=lambda: other.accept()[0].close()).start()
        finding = port("127.0.0.1", number)
    assert (finding.state, finding.text) == (State.PROBLEM, f"port {number} is busy; set console_port.")
    assert port("127.0.0.1", number).state is State.OK


def test_an_address_of_another_machine_is_a_problem() -> None:
    finding = port("192.0.2.1", 8765)
    assert finding.state is State.PROBLEM
    assert "set console_host or console_port" in finding.text


def test_a_place_that_is_no_folder_cannot_be_written(tmp_path: Path) -> None:
    assert disk(tmp_path / "not" / "yet").state is State.OK
    (tmp_path / "file").write_text("")
    assert disk(tmp_path / "file").state is State.PROBLEM


def test_a_package_of_another_with_our_name_is_found() -> None:
    assert packages(packages_distributions()).state is State.OK
    finding = packages({"storage": ["some-storage", "muster-bot"]})
    assert finding.state is State.PROBLEM
    assert "storage (of some-storage)" in finding.text


def test_unchecked_texts_and_draft_playbooks_are_named_and_counted() -> None:
    library = Library.load()
    said = {finding.what: finding for finding in texts()}
    named = len(library.texts) + len(library.said) + len(library.events)
    in_all = 6 * named
    assert said["texts"].state is said["playbooks"].state is State.WARNING
    assert said["texts"].text.startswith(f"{in_all} of {in_all} texts are not checked by a native speaker: page (en fr")
    assert said["texts"].text.endswith(f" and {named - 5} more.")
    assert said["playbooks"].text == (
        "13 of 13 files are drafts that nobody has approved: core, staff-death, pandemic, earthquake, fire and 8 more."
    )


def test_checked_texts_and_approved_playbooks_are_in_order() -> None:
    library = replace(Library.load(), drafts=(), unread={})
    assert (messages(library).state, playbooks(library).state) == (State.OK, State.OK)
    one = replace(library, drafts=("fire",), unread={"page": (Language.FR, Language.AR)})
    assert messages(one).text.endswith("texts are not checked by a native speaker: page (fr ar).")
    assert messages(one).text.startswith("2 of ")
    assert playbooks(one).text == "1 of 13 files are drafts that nobody has approved: fire."


def test_each_check_says_a_sentence(tmp_path: Path) -> None:
    found = machine(load({}, {"MUSTER_VAR_DIR": str(tmp_path)}, tmp_path))
    assert [finding.what for finding in found] == [
        "settings",
        "texts",
        "countries",
        "playbooks",
        "disk",
        "port",
        "packages",
    ]
    assert all(finding.text.rstrip(")").endswith(".") for finding in found)
