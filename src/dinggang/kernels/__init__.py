"""Whole numbers in arrays: placement, ranking and best fit at any size. Knows nothing of reforms.

Placement: a `Market` holds people with ordered lists of posts in flat arrays; `deferred_acceptance`,
`serial_dictatorship`, `immediate_acceptance` and `banded` give a `Matching` with cut-offs; `certify` checks any
placement without knowing how it was found.
"""

from dinggang.kernels.acceptance import (
    Matching,
    banded,
    choosing_order,
    deferred_acceptance,
    immediate_acceptance,
    serial_dictatorship,
)
from dinggang.kernels.certificate import Certificate, certify
from dinggang.kernels.market import Market

__all__ = [
    "Certificate",
    "Market",
    "Matching",
    "banded",
    "certify",
    "choosing_order",
    "deferred_acceptance",
    "immediate_acceptance",
    "serial_dictatorship",
]
