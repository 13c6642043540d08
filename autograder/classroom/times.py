"""Times as text: of files' names, of timestamp.txt, of the table of deadlines."""

from datetime import UTC

from dateutil import parser, tz


def utc(text, zone):
    """The time in a text, in UTC without saying so, as nbgrader keeps it.

    The name of a time zone may stand at its end ("2026-10-05 23:59 Europe/Berlin"); a time
    without any is of `zone`. Raises `ValueError`.
    """
    head, _, last = text.rpartition(" ")
    named = zone_of(last) if last[:1].isalpha() and last.upper() not in ("AM", "PM") else None
    when = parser.parse(head if named else text)
    if not when.tzinfo:
        when = when.replace(tzinfo=named or zone_of(zone))
    return when.astimezone(UTC).replace(tzinfo=None)


def zone_of(name):
    found = tz.gettz(name)
    if not found:
        raise ValueError(f"there is no time zone {name}")
    return found
