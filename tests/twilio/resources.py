"""What a customer looks up about the account itself: the account, its numbers, its Messaging Service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tests.twilio.account import Account, Number, Service, sid
from tests.twilio.records import API_VERSION, rfc2822

#: Everything of the account was bought on the same day.
BOUGHT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
_NONE = {"end": 0, "page": 0, "page_size": 50, "start": 0, "next_page_uri": None, "previous_page_uri": None}


def account_resource(account: Account) -> dict[str, Any]:
    """Show the account."""
    uri = f"/{API_VERSION}/Accounts/{account.sid}"
    return {
        "auth_token": account.token,
        "date_created": rfc2822(BOUGHT),
        "date_updated": rfc2822(BOUGHT),
        "friendly_name": account.name,
        "owner_account_sid": account.sid,
        "sid": account.sid,
        "status": "active",
        "subresource_uris": {"messages": f"{uri}/Messages.json", "calls": f"{uri}/Calls.json"},
        "type": "Full",
        "uri": f"{uri}.json",
    }


def number_resource(account: Account, number: Number) -> dict[str, Any]:
    """Show a number of the account."""
    return {
        "account_sid": account.sid,
        "address_requirements": "none",
        "address_sid": None,
        "api_version": API_VERSION,
        "beta": False,
        "bundle_sid": None,
        "capabilities": {"voice": number.voice, "sms": number.sms, "mms": False, "fax": False},
        "date_created": rfc2822(BOUGHT),
        "date_updated": rfc2822(BOUGHT),
        "emergency_address_sid": None,
        "emergency_address_status": "unregistered",
        "emergency_status": "Inactive",
        "friendly_name": number.number,
        "identity_sid": None,
        "origin": "twilio",
        "phone_number": number.number,
        "sid": number.sid,
        "sms_application_sid": "",
        "sms_fallback_method": "POST",
        "sms_fallback_url": "",
        "sms_method": "POST",
        "sms_url": number.sms_url,
        "status": "in-use",
        "status_callback": number.status_callback,
        "status_callback_method": "POST",
        "trunk_sid": None,
        "type": "mobile",
        "uri": f"/{API_VERSION}/Accounts/{account.sid}/IncomingPhoneNumbers/{number.sid}.json",
        "voice_application_sid": "",
        "voice_caller_id_lookup": False,
        "voice_fallback_method": "POST",
        "voice_fallback_url": "",
        "voice_method": "POST",
        "voice_receive_mode": "voice",
        "voice_url": number.voice_url,
    }


def numbers_page(account: Account, path: str, query: Mapping[str, str]) -> dict[str, Any]:
    """List the account's numbers, or the one that is asked for; they fit on one page."""
    wanted = query.get("PhoneNumber", "")
    found = [number_resource(account, one) for one in account.numbers if wanted in ("", one.number)]
    here = f"{path}?PageSize=50&Page=0"
    return {
        **_NONE,
        "end": max(len(found) - 1, 0),
        "uri": here,
        "first_page_uri": here,
        "incoming_phone_numbers": found,
    }


def service_resource(account: Account, service: Service, base: str) -> dict[str, Any]:
    """Show the Messaging Service, as the messaging interface does (dates in ISO 8601)."""
    url = f"{base}/v1/Services/{account.service_sid}"
    return {
        "account_sid": account.sid,
        "area_code_geomatch": True,
        "date_created": _iso(BOUGHT),
        "date_updated": _iso(BOUGHT),
        "fallback_method": "POST",
        "fallback_to_long_code": False,
        "fallback_url": None,
        "friendly_name": service.name,
        "inbound_method": "POST",
        "inbound_request_url": service.inbound_request_url,
        "links": {"phone_numbers": f"{url}/PhoneNumbers"},
        "mms_converter": True,
        "scan_message_content": "inherit",
        "sid": account.service_sid,
        "smart_encoding": False,
        "status_callback": service.status_callback,
        "sticky_sender": True,
        "synchronous_validation": False,
        "url": url,
        "us_app_to_person_registered": False,
        "use_inbound_webhook_on_number": service.use_inbound_webhook_on_number,
        "usecase": "notifications",
        "validity_period": 36_000,
    }


def service_numbers(account: Account, base: str) -> dict[str, Any]:
    """List the numbers of the Messaging Service; its pages look otherwise than those of the 2010 interface."""
    url = f"{base}/v1/Services/{account.service_sid}/PhoneNumbers"
    found = [
        {
            "account_sid": account.sid,
            "capabilities": [word for word, able in (("SMS", one.sms), ("Voice", one.voice)) if able],
            "country_code": "",
            "date_created": _iso(BOUGHT),
            "date_updated": _iso(BOUGHT),
            "phone_number": one.number,
            "service_sid": account.service_sid,
            "sid": sid("PN", one.number),
            "url": f"{url}/{one.sid}",
        }
        for one in account.numbers
        if one.sms
    ]
    here = f"{url}?PageSize=50&Page=0"
    meta = {
        "first_page_url": here,
        "key": "phone_numbers",
        "next_page_url": None,
        "page": 0,
        "page_size": 50,
        "previous_page_url": None,
        "url": here,
    }
    return {"meta": meta, "phone_numbers": found}


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
