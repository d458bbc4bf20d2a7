"""The release package against the standard's own schema, with and without our extension."""

import copy
import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from dinggang.formats import Publication, contracting
from dinggang.procedure.exporting import open_case
from dinggang.services import AwardMethod, Change, Term

HERE = Path(__file__).parent
STANDARD = HERE / "ocds-1.1.5"
EXTENSION = HERE.parents[1] / "src" / "dinggang" / "formats" / "ocds_extension"
STATED = Publication(prefix="ocds-a1b2c3", extension="https://example.org/base-year/extension.json")


def loaded(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def patched(schema: Any, patch: Any) -> Any:
    """JSON merge patch (RFC 7396), as OCDS applies extensions."""
    if not isinstance(patch, dict):
        return patch
    whole = dict(schema) if isinstance(schema, dict) else {}
    for key, value in patch.items():
        whole[key] = patched(whole.get(key), value)
    return whole


def strict(schema: Any) -> Any:
    """The schema with every field that it does not name forbidden."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: strict(value) for key, value in schema.items()}
    if isinstance(closed.get("properties"), dict) and "title" in closed:
        closed["additionalProperties"] = False
    return closed


def validator(release: Any) -> jsonschema.Draft4Validator:
    package = loaded(STANDARD / "release-package-schema.json")
    resource = Resource.from_contents(release, default_specification=DRAFT4)
    return jsonschema.Draft4Validator(
        package,
        registry=Registry().with_resource(release["id"], resource),
        format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER,
    )


RELEASE = loaded(STANDARD / "release-schema.json")
EXTENDED = patched(RELEASE, loaded(EXTENSION / "release-schema.json"))


def errors(package: Any, release: Any = RELEASE) -> list[str]:
    found = validator(release).iter_errors(package)
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in found]


@pytest.fixture(scope="module")
def package(exported) -> Any:
    return loaded(exported / "ocds.json")


@pytest.fixture
def spoilt(package) -> Any:
    """A copy that a test may spoil."""
    return copy.deepcopy(package)


def test_the_standard_accepts_it(package) -> None:
    assert errors(package) == []


def test_the_standard_with_our_extension_accepts_it(package) -> None:
    assert errors(package, EXTENDED) == []


def test_every_field_is_of_the_standard_or_of_our_extension(package) -> None:
    assert errors(package, strict(EXTENDED)) == []
    unknown = errors(package, strict(RELEASE))
    # The standard leaves `details` open; the other two fields of ours it does not know.
    fields = sorted(e.partition(": '")[2].partition("'")[0] for e in unknown)
    assert fields == ["acceptance"] * 8 + ["baseline"] * 8


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("ocid",), None),
        (("tag",), ["sold"]),
        (("date",), "2006-12-29"),
        (("tender", "procurementMethod"), "friend"),
        (("contracts", 0, "items", 0, "quantity"), "many"),
        (("contracts", 0, "implementation", "milestones", 0, "status"), "nearly"),
        (("planning", "budget", "amount", "currency"), "yuan"),
    ],
)
def test_the_schema_rejects_what_is_wrong(spoilt, path, value) -> None:
    *way, last = path
    node = spoilt["releases"][0]
    for key in way:
        node = node[key]
    node[last] = value
    assert errors(spoilt) != []


@pytest.mark.parametrize(
    ("field", "value"), [("year", "2005"), ("amountNotLess", "yes"), ("purpose", 7), ("amount", 96000)]
)
def test_the_extension_rejects_what_is_wrong(spoilt, field, value) -> None:
    spoilt["releases"][0]["planning"]["budget"]["baseline"][field] = value
    assert errors(spoilt) == []
    assert errors(spoilt, EXTENDED) != []


def codes(name: str) -> set[str]:
    with (STANDARD / "codelists" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["Code"] for row in csv.DictReader(file)}


def test_open_codelists_are_kept(package) -> None:
    for release in package["releases"]:
        assert set(release["tag"]) <= codes("releaseTag")
        assert {role for p in release["parties"] for role in p["roles"]} <= codes("partyRole")
        assert release["tender"]["mainProcurementCategory"] in codes("procurementCategory")
        (contract,) = release["contracts"]
        assert {m["type"] for m in contract["implementation"]["milestones"]} <= codes("milestoneType")


def test_references_lead_somewhere(package) -> None:
    for release in package["releases"]:
        parties = {p["id"] for p in release["parties"]}
        (award,), (contract,) = release["awards"], release["contracts"]
        (paid,) = contract["implementation"]["transactions"]
        named = [release["buyer"], release["tender"]["procuringEntity"], *award["suppliers"]]
        assert {n["id"] for n in [*named, paid["payer"], paid["payee"]]} == parties
        assert contract["awardID"] == award["id"]


def test_the_town_in_figures(package, case) -> None:
    releases = package["releases"]
    budgets = [r["planning"]["budget"] for r in releases]
    (contracts,) = zip(*(r["contracts"] for r in releases), strict=True)
    paid = [t["value"]["amount"] for c in contracts for t in c["implementation"]["transactions"]]
    assert len(releases) == 8
    assert sum(b["baseline"]["amount"]["amount"] for b in budgets) == 756400 == case.plan.services.base_total
    assert sum(c["value"]["amount"] for c in contracts) == 758400
    assert sum(paid) == 53100
    assert {b["baseline"]["amountNotLess"] and b["baseline"]["purposeUnchanged"] for b in budgets} == {True}
    assert {r["tender"]["procurementMethod"] for r in releases} == {"direct"}


def test_a_delivery_not_wholly_accepted_is_partly_met(package) -> None:
    (contract,) = package["releases"][3]["contracts"]
    (milestone,) = contract["implementation"]["milestones"]
    assert milestone == {
        "id": "V04",
        "title": "交付9公里，验收8.5公里",
        "type": "delivery",
        "status": "partiallyMet",
        "dateModified": "2006-12-22T00:00:00+08:00",
        "acceptance": {
            "unit": "公里",
            "delivered": 9,
            "accepted": 8.5,
            "acceptedBy": 2,
            "evidence": "望财验〔2006〕4号",
        },
    }


def test_no_name_of_the_roster(exported, folder) -> None:
    text = (exported / "ocds.json").read_text("utf-8")
    assert [n for n in folder.names.values() if n in text] == []


def test_the_release_of_the_first_agreement_is_as_it_was_looked_at(package) -> None:
    """The golden file was read field by field against the standard's reference before it was kept."""
    assert package["releases"][0] == loaded(HERE / "golden-release.json")


def changed(case, **changes: object) -> Any:
    """The package of the town with its first agreement, and what belongs to it, changed."""
    first, *rest = case.purchases.agreements
    bought = msgspec.structs.replace(
        case.purchases, agreements=(msgspec.structs.replace(first, **changes), *rest)
    )
    content = contracting(msgspec.structs.replace(case, purchases=bought), STATED)
    assert content is not None
    package = json.loads(content, parse_float=Decimal)
    assert errors(json.loads(content)) == []
    return package["releases"][0]


def test_prefix_and_extension_are_the_publishers(case) -> None:
    content = contracting(case, STATED)
    assert content is not None
    package = json.loads(content)
    assert package["extensions"] == [STATED.extension]
    assert package["releases"][0]["ocid"] == f"ocds-a1b2c3-{case.key}-C01"


@pytest.mark.parametrize(
    ("method", "code"),
    [(AwardMethod.TENDER, "open"), (AwardMethod.NEGOTIATION, "limited"), (AwardMethod.DIRECT, "direct")],
)
def test_methods(case, method, code) -> None:
    assert changed(case, method=method)["tender"]["procurementMethod"] == code


def test_no_rationale_where_none_is_given(case) -> None:
    release = changed(case, method=AwardMethod.TENDER, reason="", price_compared="", related=False)
    assert "procurementMethodRationale" not in release["tender"]
    assert all("details" not in p for p in release["parties"])


@pytest.mark.parametrize(
    ("status", "signed", "end"),
    [
        ("pending", "2007-01-05", "2007-11-30"),
        ("active", "2006-11-30", "2006-12-29"),
        ("terminated", "2006-11-30", "2006-12-28"),
    ],
)
def test_status_by_the_day_of_the_release(case, status, signed, end) -> None:
    release = changed(case, signed=date.fromisoformat(signed), end=date.fromisoformat(end))
    assert release["contracts"][0]["status"] == status


def test_numbers_are_exact(case) -> None:
    release = changed(case, amount=Decimal("96000.10"), unit_price=Decimal("1E+1"))
    assert release["contracts"][0]["value"]["amount"] == Decimal("96000.1")
    assert release["contracts"][0]["items"][0]["unit"]["value"]["amount"] == 10


def test_without_deliveries_and_payments_nothing_is_implemented(case) -> None:
    bought = msgspec.structs.replace(case.purchases, deliveries=(), payments=())
    content = contracting(msgspec.structs.replace(case, purchases=bought), Publication())
    assert content is not None
    package = json.loads(content)
    assert errors(package) == []
    release = package["releases"][0]
    assert "implementation" not in release["contracts"][0]
    assert release["tag"] == ["planning", "tender", "award", "contract"]
    assert [p["roles"] for p in release["parties"]] == [["buyer", "procuringEntity"], ["supplier"]]


def test_nothing_accepted_is_not_met(case) -> None:
    first, *rest = case.purchases.deliveries
    bought = msgspec.structs.replace(
        case.purchases, deliveries=(msgspec.structs.replace(first, accepted=Decimal(0)), *rest)
    )
    content = contracting(msgspec.structs.replace(case, purchases=bought), Publication())
    assert content is not None
    (milestone,) = json.loads(content)["releases"][0]["contracts"][0]["implementation"]["milestones"]
    assert milestone["status"] == "notMet"


def amended(case, *changes: Change) -> list[Any]:
    """The releases of the town's first agreement with these changes; the package is valid, also strictly."""
    bought = msgspec.structs.replace(case.purchases, changes=changes)
    content = contracting(msgspec.structs.replace(case, purchases=bought), STATED)
    assert content is not None
    package = json.loads(content)
    assert errors(package) == errors(package, strict(EXTENDED)) == []
    ids = [r["id"] for r in package["releases"]]
    assert len(set(ids)) == len(ids)
    return [r for r in package["releases"] if r["ocid"].endswith("-C01")]


def change(number: int, day: str, what: Term, before: str, after: str, **more: str) -> Change:
    values = {"id": f"G{number:02}", "agreement": "C01", "day": date.fromisoformat(day), "what": what}
    return Change(**values, before=before, after=after, **more)


def test_changes_are_amendments_between_releases(case) -> None:
    """12,000 mu at 8 yuan become 12,500 on the tenth of December, and run to the end of the year since the twentieth."""
    first, second, third = amended(
        case,
        change(1, "2006-12-10", Term.QUANTITY, "12000", "12500", reason="扩面。", decided_by="望禾镇"),
        change(2, "2006-12-10", Term.AMOUNT, "96000", "100000", reason="随数量增加"),
        change(3, "2006-12-20", Term.END, "2007-11-30", "2007-12-31"),
    )
    ocid = f"ocds-a1b2c3-{case.key}-C01"
    assert [(r["id"], r["date"][:10], r["tag"]) for r in (first, second, third)] == [
        (f"{ocid}-2006-11-30", "2006-11-30", ["planning", "tender", "award", "contract"]),
        (f"{ocid}-2006-12-10-1", "2006-12-10", ["contractAmendment"]),
        (f"{ocid}-2006-12-29-2", "2006-12-29", ["contractAmendment", "implementation"]),
    ]
    contracts = [r["contracts"][0] for r in (first, second, third)]
    assert [c["value"]["amount"] for c in contracts] == [96000, 100000, 100000]
    assert [c["items"][0]["quantity"] for c in contracts] == [12000, 12500, 12500]
    assert [c["period"]["endDate"][:10] for c in contracts] == ["2007-11-30", "2007-11-30", "2007-12-31"]
    assert ["implementation" in c for c in contracts] == [False, False, True]
    assert "amendments" not in contracts[0]
    assert contracts[1]["amendments"] == contracts[2]["amendments"][:2]
    assert contracts[2]["amendments"] == [
        {
            "id": "G01",
            "date": "2006-12-10T00:00:00+08:00",
            "rationale": "扩面；望禾镇决定",
            "description": "数量由12000改为12500",
            "amendsReleaseID": f"{ocid}-2006-11-30",
            "releaseID": f"{ocid}-2006-12-10-1",
        },
        {
            "id": "G02",
            "date": "2006-12-10T00:00:00+08:00",
            "rationale": "随数量增加",
            "description": "金额由96000改为100000",
            "amendsReleaseID": f"{ocid}-2006-11-30",
            "releaseID": f"{ocid}-2006-12-10-1",
        },
        {
            "id": "G03",
            "date": "2006-12-20T00:00:00+08:00",
            "description": "结束日期由2007-11-30改为2007-12-31",
            "amendsReleaseID": f"{ocid}-2006-12-10-1",
            "releaseID": f"{ocid}-2006-12-29-2",
        },
    ]


def test_a_change_after_the_close_has_its_own_day(case) -> None:
    _, last = amended(case, change(1, "2007-05-01", Term.UNIT_PRICE, "8", "8.5"))
    assert (last["date"][:10], last["contracts"][0]["items"][0]["unit"]["value"]["amount"]) == (
        "2007-05-01",
        8.5,
    )


def test_a_change_that_cannot_be_read_amends_nothing(case) -> None:
    (only,) = amended(case, change(1, "2006-12-10", Term.AMOUNT, "96000", "十万"))
    assert "contractAmendment" not in only["tag"]


@pytest.mark.parametrize(("field", "value"), [("id", 7), ("date", "2006-12-10"), ("releaseID", 5)])
def test_the_schema_rejects_a_wrong_amendment(case, field, value) -> None:
    bought = msgspec.structs.replace(
        case.purchases, changes=(change(1, "2006-12-10", Term.AMOUNT, "96000", "97000"),)
    )
    content = contracting(msgspec.structs.replace(case, purchases=bought), STATED)
    assert content is not None
    package = json.loads(content)
    (release,) = (r for r in package["releases"] if "contractAmendment" in r["tag"])
    release["contracts"][0]["amendments"][0][field] = value
    assert errors(package) != []


def test_names_stay_out_of_amendments(folder, done) -> None:
    name = folder.names["P010"]
    told = change(1, "2006-12-10", Term.AMOUNT, "96000", "97000", reason=f"{name}提出", decided_by=name)
    case = msgspec.structs.replace(
        folder.case, purchases=msgspec.structs.replace(folder.case.purchases, changes=(told,))
    )
    content = contracting(open_case(msgspec.structs.replace(folder, case=case), done), STATED)
    assert content is not None
    assert name not in content.decode()
    assert "P010提出；P010决定" in content.decode()
