"""卷宗: everything a case has gathered, as one frozen value, with the acts that people took."""

from dinggang.case.checks import check_acts
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
from dinggang.case.values import Act, ActKind, Case, Folder

__all__ = [
    "NO_EFFECTS",
    "Act",
    "ActKind",
    "Case",
    "Effects",
    "Folder",
    "check_acts",
    "day_of",
    "draws",
    "effects",
    "in_force",
    "in_order",
    "lifting",
    "of_kind",
    "standing",
]
