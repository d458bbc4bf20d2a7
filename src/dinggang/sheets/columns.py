"""Columns as most tables have them."""

from enum import StrEnum

import msgspec

from dinggang.basis import Words
from dinggang.sheets.declare import Column, Kind


def id_column(key: str, header: str, example: str, refers: str = "") -> Column:
    return Column(
        key=key,
        header=header,
        kind=Kind.ID,
        refers=refers,
        note=Words(
            zh=f"一至四个字母加数字，如{example}；不含出生日期和身份证号，定了不再改。",
            en=f"one to four letters and a number, such as {example}; never changes",
        ),
    )


def text_column(key: str, header: str, zh: str, en: str, *, required: bool = False) -> Column:
    return Column(key=key, header=header, kind=Kind.TEXT, required=required, note=Words(zh=zh, en=en))


def note_column(key: str, header: str, zh: str, en: str) -> Column:
    return Column(key=key, header=header, kind=Kind.NOTE, required=False, note=Words(zh=zh, en=en))


def date_column(key: str, header: str, zh: str, en: str, *, required: bool = True) -> Column:
    return Column(key=key, header=header, kind=Kind.DATE, required=required, note=Words(zh=zh, en=en))


def number_column(key: str, header: str, zh: str, en: str, *, required: bool = True) -> Column:
    return Column(key=key, header=header, kind=Kind.DECIMAL, required=required, note=Words(zh=zh, en=en))


def whole_column(key: str, header: str, zh: str, en: str, *, required: bool = True) -> Column:
    return Column(key=key, header=header, kind=Kind.INTEGER, required=required, note=Words(zh=zh, en=en))


def yes_column(key: str, header: str, zh: str, en: str) -> Column:
    return Column(key=key, header=header, kind=Kind.YES, required=False, note=Words(zh=zh, en=en))


def choice_column(key: str, header: str, choices: type[StrEnum], en: str, *, required: bool = True) -> Column:
    return Column(
        key=key,
        header=header,
        kind=Kind.CHOICE,
        choices=choices,
        required=required,
        note=Words(zh="从下拉选项中选。", en=f"{en}: choose from the list"),
    )


def ids_column(key: str, header: str, refers: str, zh: str, en: str) -> Column:
    return Column(
        key=key, header=header, kind=Kind.IDS, required=False, refers=refers, note=Words(zh=zh, en=en)
    )


def words_column(key: str, header: str, zh: str, en: str) -> Column:
    return Column(key=key, header=header, kind=Kind.WORDS, required=False, note=Words(zh=zh, en=en))


def few(column: Column) -> Column:
    """The column as one that few plans ask for: a sheet may leave it out."""
    return msgspec.structs.replace(column, few=True)


PERSON = id_column("person", "人员编号", "P001", refers="people")
NAME_CHECK = Column(
    key="name_check",
    header="姓名",
    kind=Kind.NAME,
    required=False,
    note=Words(
        zh="可不填；填了就要与花名册上该编号的姓名一致，防止串行。", en="optional; must match the roster"
    ),
)
