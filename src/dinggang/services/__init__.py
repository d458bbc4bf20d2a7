"""养人→养事: service lines, agreements, deliveries, acceptance, payment."""

from dinggang.services.changes import as_changed
from dinggang.services.checks import check_services, every_year, later_statements, statements, yearly
from dinggang.services.path import check_path, share
from dinggang.services.payable import Accepted, Priced, check_accepted, price
from dinggang.services.values import (
    Agreement,
    AwardMethod,
    Change,
    Delivery,
    LineStatement,
    Payment,
    Purchases,
    Term,
    Worth,
)

__all__ = [
    "Accepted",
    "Agreement",
    "AwardMethod",
    "Change",
    "Delivery",
    "LineStatement",
    "Payment",
    "Priced",
    "Purchases",
    "Term",
    "Worth",
    "as_changed",
    "check_accepted",
    "check_path",
    "check_services",
    "every_year",
    "later_statements",
    "price",
    "share",
    "statements",
    "yearly",
]
