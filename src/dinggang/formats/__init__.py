"""Open formats out of a case that has been run: values → bytes, the same on any machine. Decides nothing."""

from dinggang.formats.days import dated
from dinggang.formats.icalendar import calendar
from dinggang.formats.ledger_csv import comma_separated
from dinggang.formats.values import Deed, Holding, OpenCase, derived_key, unnamed

__all__ = [
    "Deed",
    "Holding",
    "OpenCase",
    "calendar",
    "comma_separated",
    "dated",
    "derived_key",
    "unnamed",
]
