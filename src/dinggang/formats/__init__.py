"""Open formats out of a case that has been run: values → bytes, the same on any machine. Decides nothing."""

from dinggang.formats.days import dated
from dinggang.formats.icalendar import calendar
from dinggang.formats.ledger_csv import comma_separated
from dinggang.formats.ocds import UNREGISTERED, Publication, contracting, extension
from dinggang.formats.structure import shapes, structure, vocabulary
from dinggang.formats.values import Deed, Holding, OpenCase, derived_key, unnamed

__all__ = [
    "UNREGISTERED",
    "Deed",
    "Holding",
    "OpenCase",
    "Publication",
    "calendar",
    "comma_separated",
    "contracting",
    "dated",
    "derived_key",
    "extension",
    "shapes",
    "structure",
    "unnamed",
    "vocabulary",
]
