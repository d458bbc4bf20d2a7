"""The structure, read back and judged by libraries that did not write it."""

import re
from collections.abc import Callable
from datetime import date

import msgspec
import pyshacl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic, to_isomorphic

from dinggang.basis import Fault
from dinggang.formats import graph as spelling
from dinggang.formats import structure
from dinggang.procedure.exporting import DIGESTED

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # inside rdflib

DG = Namespace("urn:dinggang:ns#")


def read(content: bytes, spelt: str = "turtle") -> Graph:
    return Graph().parse(data=content, format=spelt)


@pytest.fixture(scope="module")
def town_graph(exported) -> Graph:
    return read((exported / "org.ttl").read_bytes())


@pytest.fixture(scope="module")
def shapes(exported) -> Graph:
    return read((exported / "org-shapes.ttl").read_bytes())


@pytest.fixture(scope="module")
def town_case(case) -> Namespace:
    return Namespace(f"urn:dinggang:{case.key}:")


@pytest.fixture
def spoilt(town_graph) -> Graph:
    """A copy that a test may spoil."""
    copy = Graph()
    for triple in town_graph:
        copy.add(triple)
    return copy


def complaints(graph: Graph, shapes: Graph) -> str:
    conforms, _, words = pyshacl.validate(graph, shacl_graph=shapes)
    return "" if conforms else words


def test_turtle_and_json_say_the_same(exported, town_graph) -> None:
    other = read((exported / "org.jsonld").read_bytes(), "json-ld")
    assert isomorphic(town_graph, other)
    assert set(town_graph) == set(other)  # no blank nodes: equal without renaming


def test_a_round_trip_loses_nothing(town_graph) -> None:
    for spelt in ("turtle", "json-ld", "nt"):
        assert to_isomorphic(Graph().parse(data=town_graph.serialize(format=spelt), format=spelt)) == (
            to_isomorphic(town_graph)
        )


def test_the_shapes_are_shapes_and_accept_the_town(town_graph, shapes) -> None:
    conforms, _, words = pyshacl.validate(town_graph, shacl_graph=shapes, meta_shacl=True)
    assert conforms, words


def test_the_town_in_figures(town_graph) -> None:
    def count(kind: URIRef) -> int:
        return len(set(town_graph.subjects(RDF.type, kind)))

    assert {
        "statements": len(town_graph),
        "bodies": count(ORG.OrganizationalUnit),
        "plates": count(DG.NamePlate),
        "headcounts": count(DG.Headcount),
        "posts": count(ORG.Post),
        "people": count(FOAF.Person),
        "changes": count(ORG.ChangeEvent),
        "acts": len(set(town_graph.subjects(DG.act, None))),
        "former": len(set(town_graph.subjects(ORG.changedBy, None))),
    } == {
        "statements": 1170,
        "bodies": 6,
        "plates": 2,
        "headcounts": 2,
        "posts": 44,
        "people": 59,
        "changes": 7,
        "acts": 34,
        "former": 16,
    }


def test_a_body_with_its_plate(town_graph, town_case) -> None:
    body, plate = town_case["body:B03"], town_case["plate:N02"]
    about = set(town_graph.predicate_objects(body))
    assert {
        (RDF.type, ORG.OrganizationalUnit),
        (SKOS.prefLabel, Literal("社会事务办公室", lang="zh")),
        (SKOS.altLabel, Literal("计划生育办公室", lang="zh")),
        (ORG.unitOf, town_case.organ),
        (ORG.classification, DG.Office),
        (DG.headcountKind, DG.Administrative),
        (DG.quota, Literal(6)),
        (DG.namePlate, plate),
        (PROV.wasGeneratedBy, town_case["change:B03"]),
    } <= about
    assert set(town_graph.predicate_objects(plate)) == {
        (RDF.type, DG.NamePlate),
        (SKOS.prefLabel, Literal("计划生育办公室", lang="zh")),
        (ORG.identifier, Literal("N02")),
        (DG.plateOf, body),
    }


def test_headcount_with_its_released_reserve(town_graph, town_case) -> None:
    figures = {
        p: o.toPython()
        for p, o in town_graph.predicate_objects(town_case["headcount:institution"])
        if isinstance(o, Literal)
    }
    figures.pop(DG.clause)
    assert figures == {
        DG.approved: 36,
        DG.reserve: 2,
        DG.reserveReleased: 2,
        DG.fillable: 36,
        DG.ceiling: 36,
        DG.leaderPosts: 0,
        DG.before: 66,
        DG.proposed: 38,
    }


def test_posts_and_who_holds_them(town_graph, town_case) -> None:
    def holders(post: str) -> list[str]:
        return sorted(
            str(o).rpartition(":")[2] for o in town_graph.objects(town_case[f"post:{post}"], ORG.heldBy)
        )

    assert holders("O01") == ["P001"]
    assert town_graph.value(town_case["post:O01"], ORG.postIn) == town_case.organ
    assert holders("O20") == []
    assert town_graph.value(town_case["post:O20"], DG.keptVacant).toPython() is True
    # Held beside another post, by somebody who holds that one.
    assert town_graph.value(town_case["post:O32"], DG.heldWith) == town_case["post:O26"]
    assert holders("O32") == holders("O26") != []


def test_holders_are_those_of_the_ledger(town_graph, town_case, done) -> None:
    held = {
        (str(s).rpartition(":")[2], str(o).rpartition(":")[2])
        for s, o in town_graph.subject_objects(ORG.holds)
    }
    assert held == {
        (o.person, post)
        for o in done.results.outcomes
        for post in (o.post, *o.concurrent)
        if post is not None
    }


def former(graph: Graph, event: URIRef) -> set[str]:
    return {str(graph.value(o, SKOS.prefLabel)) for o in graph.objects(event, ORG.originalOrganization)}


def test_a_body_as_what_went_into_it(town_graph, town_case) -> None:
    event = town_case["change:B02"]
    assert set(town_graph.objects(event, ORG.resultingOrganization)) == {town_case["body:B02"]}
    assert former(town_graph, event) == {"农业办公室", "乡镇企业办公室"}
    assert town_graph.value(event, DCTERMS.date).toPython() == date(2006, 9, 27)
    assert town_graph.value(event, PROV.wasInformedBy) == town_case["act:A03"]
    assert town_graph.value(town_case["act:A03"], DCTERMS.identifier) == Literal("南丘编〔2006〕12号")
    # The town's plan tells of every body: there is no event of the reform as a whole.
    assert (town_case["change:reform"], None, None) not in town_graph


def test_a_reform_of_which_the_plan_tells_nothing_is_one_change(case, shapes, town_case) -> None:
    graph = told(case)
    event = town_case["change:reform"]
    assert set(graph.objects(event, ORG.resultingOrganization)) == {
        town_case[f"body:B0{n}"] for n in range(1, 7)
    }
    assert {"党政办公室", "农业技术推广站", "计划生育服务站"} < former(graph, event)
    assert len(former(graph, event)) == 17
    assert graph.value(event, DCTERMS.date).toPython() == date(2006, 9, 27)
    assert complaints(graph, shapes) == ""


def test_the_conversion_as_a_change_without_a_date(town_graph, town_case) -> None:
    bodies = {town_case[f"change:B0{n}"] for n in range(1, 7)}
    (event,) = set(town_graph.subjects(RDF.type, ORG.ChangeEvent)) - bodies
    (company,) = town_graph.objects(event, ORG.resultingOrganization)
    assert str(town_graph.value(company, SKOS.prefLabel)) == "望禾镇农工商综合服务公司"
    assert len(former(town_graph, event)) == 7
    assert town_graph.value(event, DCTERMS.date) is None


def test_an_act(town_graph, town_case) -> None:
    about = dict(town_graph.predicate_objects(town_case["act:A12"]))
    by = about[PROV.wasAssociatedWith]
    assert str(town_graph.value(by, SKOS.prefLabel)) == "中共望禾镇委员会"
    assert about[DCTERMS.date] == Literal("2006-11-03", datatype=XSD.date)
    assert about[DG.about] == town_case["post:O20"]
    assert {str(o) for o in town_graph.objects(town_case["act:A12"], RDFS.label)} == {
        "岗位空缺",
        "posts kept vacant",
    }


def test_every_word_of_ours_is_in_the_vocabulary(exported, town_graph) -> None:
    vocabulary = read((exported / "org-vocabulary.ttl").read_bytes())
    used = {n for triple in town_graph for n in triple if isinstance(n, URIRef) and n in DG}
    defined = set(vocabulary.subjects())
    assert used - defined == set()
    spoken = {
        language
        for s in defined
        for language in (o.language for o in vocabulary.objects(s, None) if isinstance(o, Literal))
    }
    assert {"zh", "en"} <= spoken
    for term in (t for t in defined if t in DG):
        labels = [*vocabulary.objects(term, RDFS.label), *vocabulary.objects(term, SKOS.prefLabel)]
        assert {o.language for o in labels} == {"zh", "en"}, term


def test_no_name_of_the_roster(exported, folder) -> None:
    for file in ("org.ttl", "org.jsonld"):
        text = (exported / file).read_text("utf-8")
        assert [n for n in folder.names.values() if n in text] == []


def test_digests_only_of_what_is_public(town_graph, done) -> None:
    digested = {str(s).rpartition(":")[2]: str(o) for s, o in town_graph.subject_objects(DG.digest)}
    assert digested == {e.id: e.digest for e in done.entries if e.act in DIGESTED}


Spoil = Callable[[Graph, Namespace], object]


def _set(graph: Graph, subject: URIRef, predicate: URIRef, value: object) -> None:
    graph.set((subject, predicate, value if isinstance(value, URIRef) else Literal(value)))


def _second_holder(graph: Graph, case: Namespace) -> None:
    graph.add((case["post:O01"], ORG.heldBy, case["person:P002"]))
    graph.add((case["person:P002"], ORG.holds, case["post:O01"]))


DEFECTS: dict[str, tuple[Spoil, str]] = {
    "a change without result": (
        lambda g, c: g.remove((c["change:B02"], ORG.resultingOrganization, None)),
        "resultingOrganization",
    ),
    "a change without origin": (
        lambda g, c: g.remove((c["change:B02"], ORG.originalOrganization, None)),
        "originalOrganization",
    ),
    "a plate with a quota": (lambda g, c: _set(g, c["plate:N01"], DG.quota, 2), "B06"),
    "a plate with leader posts": (lambda g, c: _set(g, c["plate:N01"], DG.leaderPosts, 1), "B06"),
    "a post on a plate": (lambda g, c: _set(g, c["post:O14"], ORG.postIn, c["plate:N01"]), "B06"),
    "a plate not named at its body": (
        lambda g, c: g.remove((c["body:B01"], SKOS.altLabel, None)),
        "no altLabel",
    ),
    "more holders than openings": (_second_holder, "B09"),
    "quotas beyond the headcount": (lambda g, c: _set(g, c["body:B04"], DG.quota, 17), "B11"),
    "fewer places than people": (
        lambda g, c: _set(g, c["headcount:institution"], DG.fillable, 20),
        "B03",
    ),
    "a body too full": (lambda g, c: _set(g, c["body:B06"], DG.quota, 3), "B07"),
    "more reserve than there is": (
        lambda g, c: _set(g, c["headcount:institution"], DG.reserveReleased, 3),
        "B05",
    ),
    "a name": (lambda g, c: g.add((c["person:P001"], FOAF.name, Literal("张三"))), "closed"),
    "a label on a person": (
        lambda g, c: g.add((c["person:P001"], SKOS.prefLabel, Literal("张三", lang="zh"))),
        "closed",
    ),
    "a holder who does not hold": (
        lambda g, c: g.remove((c["person:P001"], ORG.holds, None)),
        "holds",
    ),
    "a post nowhere": (lambda g, c: g.remove((c["post:O11"], ORG.postIn, None)), "postIn"),
    "a post without openings": (lambda g, c: _set(g, c["post:O11"], DG.openings, 0), "openings"),
    "a body of two organs": (
        lambda g, c: g.add((c["body:B01"], ORG.unitOf, c["body:B02"])),
        "unitOf",
    ),
    "a kind of headcount of its own": (
        lambda g, c: _set(g, c["body:B01"], DG.headcountKind, DG.Mixed),
        "headcountKind",
    ),
    "an act without a day": (lambda g, c: g.remove((c["act:A03"], DCTERMS.date, None)), "date"),
    "an act of nobody": (
        lambda g, c: g.remove((c["act:A03"], PROV.wasAssociatedWith, None)),
        "wasAssociatedWith",
    ),
    "a body from nowhere": (
        lambda g, c: g.remove((c["body:B01"], PROV.wasGeneratedBy, None)),
        "wasGeneratedBy",
    ),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_rejected(defect, spoilt, shapes, town_case) -> None:
    spoil, word = DEFECTS[defect]
    spoil(spoilt, town_case)
    words = complaints(spoilt, shapes)
    assert re.search(word, words, re.IGNORECASE), words or "accepted"


def test_a_plate_that_the_plan_gives_headcount_is_written_and_rejected(case, shapes) -> None:
    plan = case.plan
    body, *rest = plan.bodies
    plates = tuple(msgspec.structs.replace(p, headcount=1) for p in body.plates)
    bodies = (msgspec.structs.replace(body, plates=plates), *rest)
    broken = structure(msgspec.structs.replace(case, plan=msgspec.structs.replace(plan, bodies=bodies)))
    assert broken is not None
    assert "B06" in complaints(read(broken.turtle()), shapes)


def test_without_former_bodies_there_is_no_change(case, shapes, town_case) -> None:
    written = structure(msgspec.structs.replace(case, former=()))
    assert written is not None
    graph = read(written.turtle())
    assert set(graph.subjects(RDF.type, ORG.ChangeEvent)) == set()
    assert graph.value(town_case["body:B01"], PROV.wasGeneratedBy) == town_case["act:A03"]
    assert complaints(graph, shapes) == ""


def told(case, **merged: tuple[str, ...]) -> Graph:
    """The graph of the town whose plan says what went into these of its bodies and no others."""
    plan = case.plan
    bodies = tuple(msgspec.structs.replace(b, former=merged.get(b.id, ())) for b in plan.bodies)
    written = structure(msgspec.structs.replace(case, plan=msgspec.structs.replace(plan, bodies=bodies)))
    assert written is not None
    return read(written.turtle())


def test_which_body_went_into_which(case, shapes, town_case) -> None:
    """农业办公室 was divided between two; what the plan does not tell stays with the reform as a whole."""
    graph = told(case, B02=("农业办公室", "乡镇企业办公室"), B04=("农业办公室", "劳动保障所"))

    second = town_case["change:B02"]
    assert former(graph, second) == {"农业办公室", "乡镇企业办公室"}
    assert set(graph.objects(second, ORG.resultingOrganization)) == {town_case["body:B02"]}
    assert graph.value(town_case["body:B02"], PROV.wasGeneratedBy) == second
    assert graph.value(second, DCTERMS.date).toPython() == date(2006, 9, 27)
    assert former(graph, town_case["change:B04"]) == {"农业办公室", "劳动保障所"}
    rest = town_case["change:reform"]
    assert set(graph.objects(rest, ORG.resultingOrganization)) == {
        town_case[f"body:B0{n}"] for n in (1, 3, 5, 6)
    }
    # Three are told, and seven became the company.
    assert len(former(graph, rest)) == 17 - 3 - 7
    assert "镇领导班子" in former(graph, rest)
    assert complaints(graph, shapes) == ""


def test_when_every_body_is_told_the_reform_is_no_event_of_its_own(case, shapes, town_case) -> None:
    bodies = {b.id: case.former for b in case.plan.bodies}
    graph = told(case, **bodies)
    events = set(graph.subjects(RDF.type, ORG.ChangeEvent))
    assert {town_case[f"change:{id_}"] for id_ in bodies} < events
    assert town_case["change:reform"] not in events
    assert complaints(graph, shapes) == ""


def test_nothing_before_the_plan_is_approved(case) -> None:
    assert structure(msgspec.structs.replace(case, approved=False)) is None


NAMES = {"ex": "http://example.org/", "dg": "urn:dinggang:ns#"}
WORD = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}(?:[:-][A-Za-z0-9_]{1,5})?", fullmatch=True)
IRIS = WORD.map(lambda w: spelling.Iri(iri=NAMES["ex"] + w))
TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1)
THINGS = st.one_of(
    IRIS,
    TEXTS,
    TEXTS.map(lambda t: spelling.Said(text=t)),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.dates(),
)


@given(st.lists(st.tuples(IRIS, IRIS, THINGS), max_size=12))
def test_any_graph_is_read_back_the_same_from_both_spellings(statements) -> None:
    written, turned = spelling.Graph(NAMES), spelling.Graph(NAMES)
    for statement in statements:
        written.add(*statement)
    for statement in reversed(statements):
        turned.add(*statement)
    assert written.turtle() == turned.turtle()
    turtle, json = read(written.turtle()), read(written.jsonld(), "json-ld")
    assert set(turtle) == set(json)
    asked = {
        (s.iri, n.iri, str(type(t)), t.iri if isinstance(t, spelling.Iri) else t) for s, n, t in statements
    }
    assert len(turtle) == len(asked)


def test_a_name_without_a_prefix_is_our_fault() -> None:
    graph = spelling.Graph(NAMES)
    graph.add(spelling.Iri(iri="http://elsewhere.org/a"), spelling.TYPE, "x")
    with pytest.raises(Fault):
        graph.turtle()
