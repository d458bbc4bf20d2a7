"""Values → cells of their tables: the reading turned round."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec

from dinggang.basis import Fault
from dinggang.case import Case
from dinggang.roster import Appraisal, Certificate, Sanction
from dinggang.sheets import tables
from dinggang.sheets.book import Cell
from dinggang.sheets.declare import Column, Kind, Table
from dinggang.sheets.files import OPTIONAL
from dinggang.sheets.labels import label
from dinggang.sheets.text import split_ids, split_words

Filled = tuple[Table, tuple[tuple[Cell, ...], ...]]
"""A table with the cells of its rows."""

Names = Mapping[str, str]


def filled(case: Case, names: Names) -> tuple[Filled, ...]:
    """Every table of a case with its rows, in the order of the values."""
    rules, sheets, bought, ground = case.plan.rules, case.sheets, case.purchases, case.groundwork
    answers = tables.exam_answers(sheets.questions)
    checked = [_person_name(names)]
    listed = [*checked, lambda c: {f"choice{n}": post for n, post in enumerate(c.posts, start=1)}]
    most = rules.placement.max_choices
    found = (
        fill(tables.POSTS, case.posts),
        fill(tables.ROSTER, case.people, [lambda p: {"name": names.get(p.id, p.id)}]),
        fill(tables.EXAM_KEY, sheets.questions),
        fill(answers, sheets.exam, [*checked, lambda s: {**s.answers, **s.essays}]),
        fill(tables.ESSAYS, sheets.essays, checked),
        fill(tables.EVALUATION, sheets.evaluation, checked),
        fill(tables.speech(rules.speech.criteria), sheets.speech, [*checked, lambda s: s.marks]),
        fill(tables.assessment(rules.assessment.criteria), sheets.assessment, [*checked, lambda f: f.marks]),
        fill(tables.ADJUSTED, sheets.adjusted, checked),
        fill(tables.choices(most), case.choices, listed),
        fill(tables.choices(most, second=True), case.second_choices, listed),
        fill(tables.EXITS, case.exits, checked),
        fill(tables.AGREEMENTS, bought.agreements),
        fill(tables.DELIVERIES, bought.deliveries),
        fill(tables.PAYMENTS, bought.payments),
        fill(tables.CHANGES, bought.changes),
        fill(tables.ACTS, case.acts),
        fill(tables.MEMBERS, ground.members, checked),
        fill(tables.OPINIONS, ground.opinions),
        fill(tables.DUTIES, ground.duties),
        fill(tables.ANSWERS, ground.answers),
        fill(tables.MEETINGS, ground.meetings),
        fill(tables.ATTENDANCE, ground.attendance, checked),
        fill(tables.TALKS, ground.talks, checked),
    )
    there = {table.file for table, rows in found if rows}
    return tuple(
        _lean(table, rows)
        for table, rows in found
        if rows or not (table.extra or (table.file in OPTIONAL and table.file not in there))
    )


def _lean(table: Table, rows: tuple[tuple[Cell, ...], ...]) -> Filled:
    """The table without the columns that few plans ask for, as far as no row has anything in them."""
    kept = [i for i, c in enumerate(table.columns) if not c.few or any(row[i] is not None for row in rows)]
    columns = tuple(table.columns[i] for i in kept)
    return msgspec.structs.replace(table, columns=columns), tuple(tuple(row[i] for i in kept) for row in rows)


def _person_name(names: Names) -> Callable[[Any], Mapping[str, object]]:
    return lambda value: {"name_check": names.get(value.person)}


def fill(
    table: Table,
    values: Iterable[msgspec.Struct],
    more: Sequence[Callable[[Any], Mapping[str, object]]] = (),
) -> Filled:
    """A table with a row for each value; `more` gives cells that are no field of it."""
    rows = []
    for value in values:
        cells: dict[str, object] = {name: getattr(value, name) for name in value.__struct_fields__}
        usual = {f.name: f.default for f in msgspec.structs.fields(value)}
        for column in table.columns:
            if column.few and cells.get(column.key) == usual.get(column.key):
                cells[column.key] = None
        for add in more:
            cells.update(add(value))
        rows.append(tuple(_cell(column, cells.get(column.key)) for column in table.columns))
    return table, tuple(rows)


def _cell(column: Column, value: object) -> Cell:
    match value:
        case None | "" | ():
            return None
        case bool():
            return "是" if value else "否"
        case StrEnum():
            return label(value)
        case str() | int() | Decimal() | date():
            return value
        case tuple():
            return _listed(column, value)
    raise Fault(f"no cell for {type(value).__name__} in column {column.key}")


def _listed(column: Column, values: tuple[Any, ...]) -> str:
    if column.kind is Kind.APPRAISALS:
        return "; ".join(f"{a.year}:{label(a.grade)}" for a in values if isinstance(a, Appraisal))
    if column.kind is Kind.SANCTIONS:
        return "; ".join(f"{label(s.kind)} {s.start}~{s.end}" for s in values if isinstance(s, Sanction))
    if column.kind is Kind.CERTIFICATES:
        return "; ".join(_certificate(c) for c in values if isinstance(c, Certificate))
    text = "; ".join(values)
    if (split_ids if column.kind is Kind.IDS else split_words)(text) != values:
        raise Fault(f"column {column.key} cannot hold {values!r}: an item contains a separator")
    return text


def _certificate(one: Certificate) -> str:
    return f"{one.name} {one.issued}" + (f"~{one.expires}" if one.expires else "")
