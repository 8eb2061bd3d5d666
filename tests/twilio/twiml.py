"""Reading TwiML: the XML with which an application answers Twilio."""

from __future__ import annotations

from xml.etree import ElementTree

#: What a caller hears when an application fails (Twilio's error 11200 and 12100).
APPLICATION_ERROR = "We are sorry, an application error has occurred. Goodbye."


def read(text: str) -> ElementTree.Element | None:
    """Read a document; None when it is not TwiML."""
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  # written by the application under test
    except ElementTree.ParseError:
        return None
    return root if root.tag == "Response" else None


def spoken(element: ElementTree.Element) -> str:
    """Give the words of an element, on single spaces."""
    return " ".join("".join(element.itertext()).split())


def messages_of(text: str) -> list[str]:
    """Give the texts with which an application answers a text that came in."""
    root = read(text) if text.strip() else None
    found = [] if root is None else root.findall("Message")
    return [(one.findtext("Body") or one.text or "").strip() for one in found]
