"""养人→养事: service lines, agreements, deliveries, acceptance, payment."""

from dinggang.services.values import (
    Agreement,
    AwardMethod,
    Delivery,
    LineStatement,
    Payment,
    Purchases,
)

__all__ = ["Agreement", "AwardMethod", "Delivery", "LineStatement", "Payment", "Purchases"]
