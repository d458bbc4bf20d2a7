"""The bar from outside: a folder of files bent in one way is refused or found, at its file and row, with a cure."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import build
from build import ADMIN, INST, bend
from dinggang.basis import Finding, Refusal
from dinggang.case import Act, ActKind, Case
from dinggang.plan import ExitRoute, HeadcountKind, Stratum
from dinggang.procedure import run, survey
from dinggang.selection import Choices
from dinggang.sheets import read_folder, write_folder

D = Decimal
NAMES = {p.id: f"人员{p.id}" for p in build.people()}


def laid_out(case: Case, folder: Path, edit: Callable[[str], str] | None = None) -> Path:
    """The case as files; then an edit of plan.toml by hand."""
    write_folder(folder, case, NAMES)
    if edit is not None:
        plan = folder / "plan.toml"
        text = plan.read_text(encoding="utf-8")
        edited = edit(text)
        assert edited != text
        plan.write_text(edited, encoding="utf-8")
    return folder


def stopping(found: list[Finding]) -> set[tuple[str, tuple[str, ...]]]:
    """Code and files of everything that stops; each of them has a place for every row and says what to do."""
    for finding in found:
        assert len(finding.where) == len(finding.rows), finding
        assert finding.cure.zh
        assert finding.cure.en
    return {(f.code, tuple(sorted({w.file for w in f.where}))) for f in found}


def seen(folder: Path) -> set[tuple[str, tuple[str, ...]]]:
    """What `dinggang check` finds."""
    steps = survey(read_folder(folder)).steps
    return stopping([j.finding for s in steps for j in s.judged if j.stops])


def post_changed(case: Case, post: str, **changes: object) -> Case:
    return bend(case, posts=tuple(bend(p, **changes) if p.id == post else p for p in case.posts))


def person_changed(case: Case, person: str, **changes: object) -> Case:
    return bend(case, people=tuple(bend(p, **changes) if p.id == person else p for p in case.people))


def quota_changed(case: Case, kind: HeadcountKind, **changes: object) -> Case:
    headcount = {**case.plan.headcount, kind: bend(case.plan.headcount[kind], **changes)}
    return bend(case, plan=bend(case.plan, headcount=headcount))


def body_changed(case: Case, **changes: object) -> Case:
    first, second = case.plan.bodies
    return bend(case, plan=bend(case.plan, bodies=(bend(first, **changes), second)))


def agreement_changed(case: Case, **changes: object) -> Case:
    (only,) = case.purchases.agreements
    return bend(case, purchases=bend(case.purchases, agreements=(bend(only, **changes),)))


def acted(case: Case, kind: ActKind, **what: object) -> Case:
    act = Act(id="A50", kind=kind, day=build.DAYS[5][1], by="镇党委", reason="研究决定", **what)
    return bend(case, acts=(*case.acts, act))


CASE = build.case()
P09 = CASE.exits[0]
WAYS: dict[str, tuple[Case, set[tuple[str, tuple[str, ...]]]]] = {
    "choices and exits": (
        bend(CASE, choices=(*CASE.choices, Choices(person="P09", posts=("O04",)))),
        {("B01", ("choices.xlsx", "exits.xlsx"))},
    ),
    "two exits": (
        bend(CASE, exits=(*CASE.exits, bend(P09, route=ExitRoute.RETIRE_SICK))),
        {("B01", ("exits.xlsx",)), ("E01", ("exits.xlsx", "roster.xlsx")), ("E02", ("exits.xlsx",))},
    ),
    "appointed and leaving": (
        acted(
            post_changed(CASE, "O05", filling=build.Filling.APPOINT),
            ActKind.POST_APPOINTED,
            posts=("O05",),
            people=("P09",),
        ),
        {("B01", ("acts.xlsx", "exits.xlsx"))},
    ),
    "temporary staff struck from the exits": (
        bend(CASE, exits=CASE.exits[:1]),
        {("B02", ("roster.xlsx",)), ("B10", ("roster.xlsx",))},
    ),
    "an agreement deleted": (
        bend(CASE, purchases=bend(CASE.purchases, agreements=(), deliveries=(), payments=())),
        {("S04", ("plan.toml",)), ("S02", ("plan.toml",))},
    ),
    "an agreement cut": (
        agreement_changed(CASE, quantity=D(450), amount=D(900)),
        {("S01", ("services.xlsx",)), ("S02", ("services.xlsx",))},
    ),
    "a purpose changed": (agreement_changed(CASE, purpose="招待"), {("S03", ("services.xlsx",))}),
    "a body of fewer places than posts": (
        body_changed(CASE, headcount=2),
        {("B07", ("plan.toml", "posts.xlsx")), ("B07", ("plan.toml", "roster.xlsx"))},
    ),
    "bodies of more places than approved": (body_changed(CASE, headcount=5), {("B11", ("plan.toml",))}),
    "a plate with a post": (
        post_changed(CASE, "O03", body="N01"),
        {("B06", ("plan.toml", "posts.xlsx"))},
    ),
    "a plate with headcount": (
        body_changed(CASE, plates=(bend(CASE.plan.bodies[0].plates[0], headcount=1),)),
        {("B06", ("plan.toml",))},
    ),
    "an opening more": (
        post_changed(CASE, "O05", openings=2),
        {("B07", ("plan.toml", "posts.xlsx")), ("X1", ("posts.xlsx",)), ("X3", ("plan.toml",))},
    ),
    "a leader more on the roster": (
        bend(person_changed(CASE, "P03", stratum=Stratum.LEADER), choices=CASE.choices[1:]),
        {("B04", ("posts.xlsx", "roster.xlsx"))},
    ),
    "a leader post more": (
        post_changed(CASE, "O01", openings=3),
        {("B04", ("posts.xlsx", "roster.xlsx"))},
    ),
    "more reserve released than there is": (
        acted(CASE, ActKind.RESERVE_RELEASED, headcount_kind=INST, count=2),
        {("B05", ("acts.xlsx", "plan.toml")), ("X2", ("plan.toml",))},
    ),
    "a place fewer of one kind, more of the other": (
        quota_changed(quota_changed(CASE, INST, approved=3), ADMIN, approved=7),
        {
            ("B03", ("roster.xlsx",)),
            ("X1", ("posts.xlsx",)),
            ("X2", ("plan.toml",)),
            ("X3", ("plan.toml",)),
        },
    ),
    "a post of another kind than its body": (
        post_changed(CASE, "O03", kind=INST),
        {
            ("B08", ("plan.toml", "posts.xlsx")),
            ("X1", ("posts.xlsx",)),
            ("X2", ("plan.toml",)),
            ("X3", ("plan.toml",)),
        },
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_bent_in_one_way_is_named(way, tmp_path):
    case, expected = WAYS[way]
    folder = laid_out(case, tmp_path / "case")
    assert seen(folder) == expected
    done = run(read_folder(folder))
    assert not done.closed
    assert stopping([j.finding for j in done.steps[-1].judged if j.stops]) <= expected


def test_the_folder_as_it_is_closes(tmp_path):
    folder = laid_out(CASE, tmp_path / "case")
    assert seen(folder) == set()
    assert run(read_folder(folder)).closed


@pytest.mark.parametrize(
    ("edit", "keys"),
    [
        (lambda text: text.replace("base_amount = 1000", "base_amount = 900"), {"services.base_total"}),
        # With its only line gone the plan has no list of lines at all.
        (
            lambda text: re.sub(r"\[\[services\.lines\]\].*?(?=\n\[|\Z)", "", text, flags=re.DOTALL),
            {"services.lines"},
        ),
        (lambda text: text.replace('id = "N01"', 'id = "B02"'), {"bodies[0].plates[0].id"}),
    ],
    ids=["a base amount lowered", "a service line deleted", "a plate with a body's id"],
)
def test_a_plan_edited_by_hand_is_refused_at_its_line(edit, keys, tmp_path):
    folder = laid_out(CASE, tmp_path / "case", edit)
    with pytest.raises(Refusal) as refused:
        read_folder(folder)
    assert {(p.where.file, p.where.sheet) for p in refused.value.problems} == {("plan.toml", k) for k in keys}
    assert all(p.where.row and p.cure.zh for p in refused.value.problems)


def test_a_person_struck_from_the_roster_is_refused_wherever_they_are_named(tmp_path):
    folder = laid_out(bend(CASE, people=CASE.people[:-1]), tmp_path / "case")
    with pytest.raises(Refusal) as refused:
        read_folder(folder)
    assert {(p.where.file, p.where.column) for p in refused.value.problems} == {("exits.xlsx", "人员编号")}
