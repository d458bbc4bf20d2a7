"""How a table is declared: once, for its template, its reader and its writer."""

from decimal import Decimal
from enum import StrEnum

import msgspec

from dinggang.basis import Words


class Kind(StrEnum):
    """What a column's cells hold."""

    ID = "id"
    IDS = "ids"
    REFERENCE = "reference"  # an id or a name, resolved later
    CITIZEN = "citizen"  # 身份证号: checked, then forgotten
    NAME = "name"  # a person's
    TEXT = "text"
    NOTE = "note"  # text that may run over several lines
    WORDS = "words"  # several texts
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    YES = "yes"
    CHOICE = "choice"
    KEY = "key"  # right options of a question
    ANSWER = "answer"  # options chosen
    TRUTH = "truth"  # options chosen, or 对 and 错
    APPRAISALS = "appraisals"
    SANCTIONS = "sanctions"
    CERTIFICATES = "certificates"


TEXTUAL = frozenset(Kind) - {Kind.INTEGER, Kind.DECIMAL, Kind.DATE}
"""Kinds whose cells are formatted as text, so that Excel neither drops zeros nor makes dates of them."""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column. `key` names the field of the value, `group` the mapping or list that dynamic columns add up to;
    `refers` the table whose ids the cells name.
    """

    key: str
    header: str
    kind: Kind
    note: Words
    required: bool = True
    choices: type[StrEnum] | None = None
    minimum: Decimal | None = Decimal(0)
    maximum: Decimal | None = None
    group: str = ""
    refers: str = ""
    few: bool = False

    @property
    def may_be_absent(self) -> bool:
        """Columns that never enter the values may be missing from a sheet, those few plans ask for, and choices after
        the first.
        """
        return self.few or self.key in OUTSIDE or (self.group == "posts" and self.key != "choice1")


UNREAD = ("序号", "备注")
"""Headers that every sheet may have beside its own columns: what stands there is not read."""

OUTSIDE = frozenset({"name_check", "citizen"})
"""Columns that a sheet may leave out: they are checked and forgotten."""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table: `name` as references know it (`people:P003`), the file without ending, the sheet, what makes a row one.

    The columns of a `dynamic` table depend on the plan or another sheet; while it is empty, its header is not judged. It is `open` when what it depends on cannot be read:
    then columns not declared may stand there, and nothing is said about them. The sheet of an `extra` table may be
    missing from its file.
    """

    name: str
    file: str
    sheet: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    dynamic: bool = False
    open: bool = False
    extra: bool = False

    def column(self, key: str) -> Column | None:
        return next((c for c in self.columns if c.key == key), None)
