"""Proves the way for ``muster doctor``: credentials, the public address and its signatures, a text and its answer."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import aiohttp
from twilio.request_validator import RequestValidator

from bot.config import Provider
from bot.ports import OutgoingSms, PortError
from bot.sms.twilio import STATUS_PATH, Access, TwilioSms
from bot.sms.webhooks import VOICE_PATH
from handlers.readiness import Finding, State

#: How long the answer to the test text is waited for (our choice).
PATIENCE = timedelta(minutes=2)
_EVERY = timedelta(seconds=3)
_TIMEOUT = aiohttp.ClientTimeout(total=10)


async def providers(found: Iterable[Provider], public_url: str) -> list[Finding]:
    """Check each provider and whether what it posts would reach us and be believed; changes nothing."""
    findings = []
    for one in found:
        port = _port(one, public_url)
        try:
            await port.reachable()
        except PortError as error:
            findings.append(Finding(State.PROBLEM, one.name, f"{error}. Check account, token and network."))
        else:
            findings.append(Finding(State.OK, one.name, "takes our credentials."))
        findings.append(await _webhook(one, public_url))
        if one.caller:
            findings.append(await _caller(port, one.caller, public_url))
        else:
            text = f"nobody can be called: no number of yours is set in {one.name}_call_from."
            findings.append(Finding(State.WARNING, f"{one.name} calls", text))
        await port.close()
    return findings


async def text_and_answer(
    one: Provider, public_url: str, number: str, now: Callable[[], datetime], say: Callable[[str], None]
) -> Finding:
    """Send a text to a number and wait for any answer from it; `say` is told what to do meanwhile."""
    what, port = f"{one.name} test text", _port(one, public_url)
    code = f"{secrets.randbelow(10_000):04d}"
    # The provider's times are whole seconds.
    began = now().replace(microsecond=0)
    try:
        await port.send(OutgoingSms(f"doctor {code}", 0, number, f"MUSTER TEST {code}. Nothing has happened. Reply 1"))
        say(f"A text with {code} is on its way to {number}; answer it with 1 within {PATIENCE.seconds // 60} minutes.")
        while now() - began < PATIENCE:
            if any(text.number == number and text.at and text.at >= began for text in await port.arrived(began)):
                return Finding(State.OK, what, f"went to {number}, and the answer came back.")
            await _pause()
    except PortError as error:
        return Finding(State.PROBLEM, what, f"{error}.")
    finally:
        await port.close()
    return Finding(State.PROBLEM, what, f"no answer came from {number}: is the number right, and does it take replies?")


async def _webhook(one: Provider, public_url: str) -> Finding:
    """Post to our own public address as the provider would: once signed, once forged."""
    what, url = f"{one.name} webhook", f"{public_url}{STATUS_PATH}/0"
    form = {"AccountSid": one.account, "MessageSid": "SM" + "0" * 32, "MessageStatus": "doctor", "ErrorCode": ""}
    signature = RequestValidator(one.token).compute_signature(url, form)
    try:
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
            signed = await _post(session, url, form, signature)
            forged = await _post(session, url, form, "forged")
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        text = (
            f"{public_url} cannot be reached ({type(error).__name__}): does Muster run, and does the proxy pass it on?"
        )
        return Finding(State.PROBLEM, what, text)
    if (signed, forged) == (204, 403):
        return Finding(State.OK, what, f"{public_url} answers what is signed and refuses what is not.")
    text = f"{public_url} answers {signed} to a signed request and {forged} to a forged one, not 204 and 403."
    return Finding(State.PROBLEM, what, text)


async def _caller(port: TwilioSms, number: str, public_url: str) -> Finding:
    """Check the number that calls: it is ours, can call, and calls to it reach us."""
    what, wanted = f"{port.name} calls", f"{public_url}{VOICE_PATH}"
    try:
        found = await port.number(number)
    except PortError as error:
        return Finding(State.PROBLEM, what, f"{error}.")
    if found is None or not found.can_call:
        return Finding(State.PROBLEM, what, f"{number} is no number of this account that can call.")
    if found.voice_url != wanted:
        text = f"who calls {number} does not reach Muster: set its voice webhook to {wanted} (POST)."
        return Finding(State.PROBLEM, what, text)
    return Finding(State.OK, what, f"{number} can call, and calls to it reach us.")


async def _post(session: aiohttp.ClientSession, url: str, form: dict[str, str], signature: str) -> int:
    async with session.post(url, data=form, headers={"X-Twilio-Signature": signature}) as answer:
        return answer.status


async def _pause() -> None:
    never = asyncio.Event()
    try:
        async with asyncio.timeout(_EVERY.total_seconds()):
            await never.wait()
    except TimeoutError:
        return


def _port(one: Provider, public_url: str) -> TwilioSms:
    return TwilioSms(Access(one.name, one.account, one.token, one.sender, one.api_url), public_url, lambda _: None)
