"""The employment contract (聘用合同) of those on institution headcount."""

from typing import Annotated

import msgspec

from dinggang.basis import Value


class ContractRule(Value, frozen=True, kw_only=True):
    """How long a contract runs and how much of it is on trial, in months.

    Since 2014-07-01 a contract runs for at least three years as a rule (事业单位人事管理条例 art. 12), and who takes up work
    for the first time is on trial for 12 months of it (art. 13).
    """

    months: Annotated[int, msgspec.Meta(ge=1, le=480)]
    probation_months: Annotated[int, msgspec.Meta(ge=0, le=12)] | None = None
    clause: str = ""
