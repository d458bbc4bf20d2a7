"""卷宗: everything a case has gathered, as one frozen value, with the acts that people took."""

from dinggang.case.checks import check_acts
from dinggang.case.draw_checks import check_draw_acts, check_draws
from dinggang.case.drawing import (
    MISSING,
    announced,
    commitment_of,
    could_exist,
    lots,
    order_drawn,
    purpose_of,
    values_of,
)
from dinggang.case.effects import (
    NO_EFFECTS,
    Effects,
    day_of,
    draws,
    effects,
    in_force,
    in_order,
    lifting,
    of_kind,
    standing,
)
from dinggang.case.values import Act, ActKind, Case, DrawPurpose, Folder

__all__ = [
    "MISSING",
    "NO_EFFECTS",
    "Act",
    "ActKind",
    "Case",
    "DrawPurpose",
    "Effects",
    "Folder",
    "announced",
    "check_acts",
    "check_draw_acts",
    "check_draws",
    "commitment_of",
    "could_exist",
    "day_of",
    "draws",
    "effects",
    "in_force",
    "in_order",
    "lifting",
    "lots",
    "of_kind",
    "order_drawn",
    "purpose_of",
    "standing",
    "values_of",
]
