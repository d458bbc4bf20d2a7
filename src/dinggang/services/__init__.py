"""养人→养事: service lines, agreements, deliveries, acceptance, payment."""

from dinggang.services.checks import check_services, later_statements, statements, yearly
from dinggang.services.path import share
from dinggang.services.payable import Priced, price
from dinggang.services.values import (
    Agreement,
    AwardMethod,
    Delivery,
    LineStatement,
    Payment,
    Purchases,
    Worth,
)

__all__ = [
    "Agreement",
    "AwardMethod",
    "Delivery",
    "LineStatement",
    "Payment",
    "Priced",
    "Purchases",
    "Worth",
    "check_services",
    "later_statements",
    "price",
    "share",
    "statements",
    "yearly",
]
