"""卷宗: everything a case has gathered, as one frozen value, with the acts that people took."""

from dinggang.case.values import Act, ActKind, Case, Folder

__all__ = ["Act", "ActKind", "Case", "Folder"]
