"""What of a run goes out: passed steps, acts that were taken, ids in the place of names."""

import json
from pathlib import Path

import msgspec
import pytest

from dinggang.case import Act, ActKind, Folder
from dinggang.formats import OpenCase, Publication, contracting, dated, structure
from dinggang.procedure import Run, run
from dinggang.procedure.exporting import DIGESTED, Format, Wanted, chosen, ledgers, open_case
from dinggang.procedure.exporting import exported as export
from dinggang.sheets import read_folder

TOWN = Path(__file__).resolve().parents[2] / "examples" / "town-2006"


@pytest.fixture(scope="module")
def folder() -> Folder:
    return read_folder(TOWN)


@pytest.fixture(scope="module")
def done(folder) -> Run:
    return run(folder)


@pytest.fixture(scope="module")
def case(folder, done) -> OpenCase:
    return open_case(folder, done)


def without(folder: Folder, *kinds: ActKind) -> Folder:
    def kept(act: Act) -> bool:
        return act.kind not in kinds

    acts = tuple(filter(kept, folder.case.acts))
    return msgspec.structs.replace(folder, case=msgspec.structs.replace(folder.case, acts=acts))


def test_all_formats_when_none_is_named() -> None:
    assert chosen(()) == set(Format)
    assert chosen(["csv", "org"]) == {Format.CSV, Format.ORG}


def test_before_the_plan_is_approved_there_is_a_calendar_only(folder) -> None:
    early = without(folder, ActKind.PLAN_APPROVED)
    assert set(export(early, run(early), Wanted(formats=frozenset(Format)))) == {"dates.ics"}


def test_what_was_not_passed_stays_behind(folder) -> None:
    early = without(folder, ActKind.PLACEMENT_DECIDED)
    stopped = run(early)
    told = open_case(early, stopped)
    assert not stopped.closed
    assert (told.holdings, told.purchases.agreements, told.statements) == ((), (), ())
    assert told.posts != ()
    assert {d.act.id for d in told.deeds} == {e.id for e in stopped.entries}
    # Ledgers are the office's: they stand as computed.
    assert set(ledgers(early, stopped)) >= {"05-排名榜.csv", "05-无排名人员.csv"}
    assert "09-去向台账.csv" not in ledgers(early, stopped)


def test_digests_of_what_is_put_up_in_public_only(case) -> None:
    assert {d.act.kind for d in case.deeds if d.digest} == DIGESTED


def test_how_many_accepted_is_told_and_not_who(case) -> None:
    assert {d.accepted_by for d in case.purchases.deliveries} == {("1", "2")}


def test_the_order_of_rows_decides_nothing(folder, done) -> None:
    case = folder.case
    turned = msgspec.structs.replace(
        case,
        posts=case.posts[::-1],
        people=case.people[::-1],
        acts=case.acts[::-1],
        purchases=msgspec.structs.replace(
            case.purchases,
            agreements=case.purchases.agreements[::-1],
            deliveries=case.purchases.deliveries[::-1],
        ),
    )
    other = msgspec.structs.replace(folder, case=turned)
    wanted = Wanted(formats=frozenset(Format))
    assert export(other, run(other), wanted) == export(folder, done, wanted)


def test_names_in_the_words_of_acts_become_ids(folder, done) -> None:
    (person, name), *_ = folder.names.items()
    acts = tuple(
        msgspec.structs.replace(a, by=f"组长{name}", number=f"{name}签〔2006〕1号") for a in folder.case.acts
    )
    deliveries = tuple(
        msgspec.structs.replace(d, evidence=f"{name}验收单") for d in folder.case.purchases.deliveries
    )
    changed = msgspec.structs.replace(
        folder.case,
        acts=acts,
        purchases=msgspec.structs.replace(folder.case.purchases, deliveries=deliveries),
    )
    case = open_case(msgspec.structs.replace(folder, case=changed), done)
    graph, package = structure(case), contracting(case, Publication())
    assert graph is not None
    assert package is not None
    text = (graph.turtle() + graph.jsonld() + package + dated(case).replace(b"\r\n ", b"")).decode()
    assert name not in text
    assert f"组长{person}" in text
    assert f"{person}验收单" in text


def test_reasons_and_people_of_acts_stay_behind(case) -> None:
    assert {d.act.reason for d in case.deeds} == {""}
    assert {d.act.people for d in case.deeds} == {()}


def test_a_supplier_who_is_a_person_of_the_roster_goes_out_as_an_id(folder, done) -> None:
    person, name = next(iter(folder.names.items()))
    bought = folder.case.purchases
    agreements = tuple(
        msgspec.structs.replace(a, supplier=name, reason=f"由{name}承接") for a in bought.agreements
    )
    changed_case = msgspec.structs.replace(
        folder.case, purchases=msgspec.structs.replace(bought, agreements=agreements)
    )
    content = contracting(open_case(msgspec.structs.replace(folder, case=changed_case), done), Publication())
    assert content is not None
    assert name not in content.decode()
    assert json.loads(content)["releases"][0]["parties"][1]["name"] == person
