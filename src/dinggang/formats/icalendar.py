"""All-day events as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dinggang.basis import Value

_DAY = timedelta(days=1)
_LONGEST = 75
"""Octets of a line, its break not counted (RFC 5545, 3.1)."""
_ESCAPED: dict[int, str | None] = {
    **dict.fromkeys((*range(0x20), 0x7F)),  # control characters have no place in a text
    **{ord(c): spelt for c, spelt in {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}.items()},
}


class Event(Value, frozen=True, kw_only=True):
    """Something that takes whole days, the first and the last included. `known` is the day that made it known."""

    uid: str
    first: date
    last: date
    known: date
    title: str
    category: str
    text: str = ""


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """The events by day and id. The same events give the same bytes: no clock is asked, `known` is their stamp."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//dinggang//dates of a reform//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in sorted(events, key=lambda e: (e.first, e.last, e.uid)):
        lines.extend(_lines(event))
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + "\r\n" for line in lines).encode()


def _lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.known:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    # The end is the first day that no longer belongs to it (3.6.1).
    after = min(max(event.first, event.last), date.max - _DAY) + _DAY
    yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.text:
        yield f"DESCRIPTION:{_text(event.text)}"
    yield f"CATEGORIES:{_text(event.category)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    return value.translate(_ESCAPED)


def folded(line: str) -> str:
    """The line broken so that no piece is longer than 75 octets and no character is cut in two."""
    pieces: list[str] = []
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += octets
    return "\r\n".join([*pieces, piece])
