"""A case as W3C ORG and PROV: bodies, name plates, headcount, posts, who holds them (ids only), what changed, the acts."""

from collections.abc import Iterable
from importlib.resources import files

from dinggang.basis import Words
from dinggang.case import ActKind
from dinggang.formats.graph import TYPE, Graph, Iri, Said
from dinggang.formats.values import Deed, OpenCase, label_key
from dinggang.plan import Body, BodyKind, HeadcountKind, Plate, Post, ReserveMode, Stratum

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "dg": "urn:dinggang:ns#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
KINDS = {HeadcountKind.ADMINISTRATIVE: "Administrative", HeadcountKind.INSTITUTION: "Institution"}
STRATA = {Stratum.LEADER: "Leader", Stratum.MID: "Mid", Stratum.GENERAL: "General"}
BODIES = {BodyKind.OFFICE: "Office", BodyKind.CENTRE: "Centre", BodyKind.STATION: "Station"}
MODES = {ReserveMode.INSIDE: "Inside", ReserveMode.ON_TOP: "OnTop"}

_CONVERTED = Words(
    zh="协议记明承接单位由原单位转制而来；转制的文件和日期不在案卷中。",
    en="The agreements record that the supplier came out of the former provider; the case holds no act or date of it.",
)


def _name(prefix: str, local: str) -> Iri:
    return Iri(iri=PREFIXES[prefix] + local)


def _org(local: str) -> Iri:
    return _name("org", local)


def _prov(local: str) -> Iri:
    return _name("prov", local)


def _dg(local: str) -> Iri:
    return _name("dg", local)


LABEL, ALT = _name("skos", "prefLabel"), _name("skos", "altLabel")
IDENTIFIER, DOCUMENT, DAY = _org("identifier"), _name("dcterms", "identifier"), _name("dcterms", "date")
TITLE, KIND = _name("dcterms", "title"), _dg("headcountKind")
RDFS_LABEL, COMMENT = _name("rdfs", "label"), _name("rdfs", "comment")


def vocabulary() -> bytes:
    """The words of our own, as Turtle."""
    return files("dinggang.formats").joinpath("vocabulary.ttl").read_bytes()


def shapes() -> bytes:
    """What a structure must satisfy, as SHACL shapes in Turtle."""
    return files("dinggang.formats").joinpath("shapes.ttl").read_bytes()


def structure(case: OpenCase) -> Graph | None:
    """The graph of a case; None before its plan has been approved."""
    if not case.approved:
        return None
    return _Writer(case).written()


class _Writer:
    """Writes one case into one graph."""

    def __init__(self, case: OpenCase) -> None:
        self.case = case
        self.base = f"urn:dinggang:{case.key}:"
        self.graph = Graph({**PREFIXES, "case": self.base})
        self.organ = Iri(iri=f"{self.base}organ")
        self.plan = Iri(iri=f"{self.base}plan")
        self.reform = Iri(iri=f"{self.base}change:reform")

    def named(self, kind: str, id_: str) -> Iri:
        return Iri(iri=f"{self.base}{kind}:{id_}")

    def labelled(self, kind: str, label: str) -> Iri:
        """Something that the case knows by its name only."""
        return self.named(kind, f"n{label_key(label)}")

    def act(self, deed: Deed) -> Iri:
        return self.named("act", deed.act.id)

    def last(self, kind: ActKind) -> Iri | None:
        """The last act of a kind, if one was taken."""
        return next((self.act(d) for d in reversed(self.case.deeds) if d.act.kind is kind), None)

    def written(self) -> Graph:
        self.write_organ()
        for body in self.case.plan.bodies:
            self.write_body(body)
        for kind in self.case.plan.headcount:
            self.write_headcount(kind)
        for post in self.case.posts:
            self.write_post(post)
        for holding in self.case.holdings:
            self.write_holding(holding.person, holding.post)
        self.write_plan()
        self.write_changes()
        for deed in self.case.deeds:
            self.write_act(deed)
        return self.graph

    def write_organ(self) -> None:
        add, plan = self.graph.add, self.case.plan
        add(self.organ, TYPE, _org("FormalOrganization"))
        add(self.organ, LABEL, Said(text=plan.organ))
        add(self.organ, _org("hasUnit"), *(self.named("body", b.id) for b in plan.bodies))
        add(self.organ, _dg("reserveMode"), _dg(MODES[plan.reserve_mode]))

    def write_body(self, body: Body) -> None:
        add, unit = self.graph.add, self.named("body", body.id)
        add(unit, TYPE, _org("OrganizationalUnit"))
        add(unit, LABEL, Said(text=body.name))
        add(unit, ALT, *(Said(text=plate.name) for plate in body.plates))
        add(unit, IDENTIFIER, body.id)
        add(unit, _org("unitOf"), self.organ)
        add(unit, _org("classification"), _dg(BODIES[body.kind]))
        add(unit, KIND, _dg(KINDS[body.headcount_kind]))
        add(unit, _dg("quota"), body.headcount)
        add(unit, _dg("approval"), body.approval)
        add(unit, _dg("clause"), body.clause)
        add(unit, _dg("namePlate"), *(self.named("plate", plate.id) for plate in body.plates))
        for plate in body.plates:
            self.write_plate(plate, unit)

    def write_plate(self, plate: Plate, unit: Iri) -> None:
        add, node = self.graph.add, self.named("plate", plate.id)
        add(node, TYPE, _dg("NamePlate"))
        add(node, LABEL, Said(text=plate.name))
        add(node, IDENTIFIER, plate.id)
        add(node, _dg("plateOf"), unit)
        # A plate carries neither; what a plan says against that is written, so that the shapes see it.
        add(node, _dg("quota"), plate.headcount or None)
        add(node, _dg("leaderPosts"), plate.leader_posts or None)

    def write_headcount(self, kind: HeadcountKind) -> None:
        add, node = self.graph.add, self.named("headcount", kind.value)
        plan = self.case.plan
        figures, released = plan.headcount[kind], self.case.effects.released.get(kind, 0)
        add(node, TYPE, _dg("Headcount"))
        add(node, _dg("headcountOf"), self.organ)
        add(node, KIND, _dg(KINDS[kind]))
        add(node, _dg("approved"), figures.approved)
        add(node, _dg("reserve"), figures.reserve)
        add(node, _dg("reserveReleased"), released)
        add(node, _dg("fillable"), figures.fillable(plan.reserve_mode, released))
        add(node, _dg("ceiling"), figures.fillable(plan.reserve_mode, figures.reserve))
        add(node, _dg("leaderPosts"), figures.leader_posts)
        add(node, _dg("before"), figures.before)
        add(node, _dg("proposed"), figures.proposed)
        add(node, _dg("clause"), figures.clause)

    def place(self, body: str) -> Iri:
        """Where a post stands: a body, a name plate (against the rules), or the organ itself."""
        plates = {plate.id for b in self.case.plan.bodies for plate in b.plates}
        if not body:
            return self.organ
        return self.named("plate" if body in plates else "body", body)

    def write_post(self, post: Post) -> None:
        add, node = self.graph.add, self.named("post", post.id)
        add(node, TYPE, _org("Post"))
        add(node, LABEL, Said(text=post.name))
        add(node, IDENTIFIER, post.id)
        add(node, _org("postIn"), self.place(post.body))
        add(self.place(post.body), _org("hasPost"), node)
        add(node, KIND, _dg(KINDS[post.kind]))
        add(node, _dg("stratum"), _dg(STRATA[post.stratum]))
        add(node, _dg("openings"), post.openings)
        add(node, _prov("wasGeneratedBy"), self.last(ActKind.POSTS_ANNOUNCED))
        effects = self.case.effects
        add(node, _dg("keptVacant"), True if post.id in effects.kept_vacant else None)
        add(
            node,
            _dg("heldWith"),
            *(self.named("post", by) for own, by in effects.concurrent if own == post.id),
        )

    def write_holding(self, person: str, post: str) -> None:
        add, who, node = self.graph.add, self.named("person", person), self.named("post", post)
        add(who, TYPE, _name("foaf", "Person"))
        add(who, DOCUMENT, person)
        add(who, _org("holds"), node)
        add(node, _org("heldBy"), who)

    def write_plan(self) -> None:
        add, plan = self.graph.add, self.case.plan
        add(self.plan, TYPE, _prov("Entity"), _prov("Plan"))
        add(self.plan, TITLE, Said(text=plan.title))
        add(self.plan, _prov("wasGeneratedBy"), self.last(ActKind.PLAN_ADOPTED))
        for number, document in enumerate(plan.basis, start=1):
            source = self.named("basis", f"d{number}")
            add(self.plan, _prov("wasDerivedFrom"), source)
            add(source, TYPE, _prov("Entity"))
            add(source, TITLE, Said(text=document.title))
            add(source, DOCUMENT, document.number)
            add(source, DAY, document.issued)

    def write_changes(self) -> None:
        """What became of what: an event for each body of which the plan says what went into it, and one, the reform, for
        all others of before and after, of which it does not say.
        """
        approval = self.last(ActKind.PLAN_APPROVED)
        told = [b for b in self.case.plan.bodies if b.former] if self.case.former else []
        units = [self.named("body", b.id) for b in self.case.plan.bodies if b not in told]
        for body in told:
            event = self.named("change", body.id)
            self.write_change(event, body.former, [self.named("body", body.id)])
            self.write_reformed(event, Words(zh=f"并入{body.name}", en=f"merged into {body.id}"), approval)
        gone = {name for body in told for name in body.former}
        if told:
            gone |= {name for former in self.conversions().values() for name in former}
        left = [name for name in self.case.former if name not in gone]
        if left and units:
            self.write_change(self.reform, left, units)
            self.write_reformed(self.reform, Words(zh="机构改革", en="institutional reform"), approval)
        else:
            for unit in units:
                self.graph.add(unit, _prov("wasGeneratedBy"), approval)
        if self.case.former:
            self.write_conversions()

    def write_reformed(self, event: Iri, words: Words, approval: Iri | None) -> None:
        """What an event of the reform is called, and the plan and the approval it rests on."""
        self.graph.say(event, RDFS_LABEL, words)
        self.graph.add(event, _prov("used"), self.plan)
        self.graph.add(event, _prov("wasInformedBy"), approval)
        for deed in self.case.deeds:
            if self.act(deed) == approval:
                self.graph.add(event, DAY, deed.act.day)

    def conversions(self) -> dict[str, set[str]]:
        """Suppliers that came out of the former providers of their service lines (转制), with these."""
        services = self.case.plan.services
        providers = {s.id: s.former_provider for s in services.lines} if services is not None else {}
        related: dict[str, set[str]] = {}
        for agreement in self.case.purchases.agreements:
            if agreement.related and providers.get(agreement.line):
                related.setdefault(agreement.supplier, set()).add(providers[agreement.line])
        return related

    def write_conversions(self) -> None:
        """An event for each supplier that came out of former providers."""
        for supplier, former in sorted(self.conversions().items()):
            event, company = self.labelled("change", supplier), self.labelled("supplier", supplier)
            self.graph.add(company, TYPE, _org("FormalOrganization"))
            self.graph.add(company, LABEL, Said(text=supplier))
            self.write_change(event, former, [company])
            self.graph.say(event, RDFS_LABEL, Words(zh="转制", en="conversion"))
            self.graph.say(event, COMMENT, _CONVERTED)

    def write_change(self, event: Iri, former: Iterable[str], resulting: Iterable[Iri]) -> None:
        add = self.graph.add
        add(event, TYPE, _org("ChangeEvent"), _prov("Activity"))
        for label in former:
            old = self.labelled("former", label)
            add(old, TYPE, _org("Organization"))
            add(old, LABEL, Said(text=label))
            add(old, _org("changedBy"), event)
            add(event, _org("originalOrganization"), old)
        for new in resulting:
            add(event, _org("resultingOrganization"), new)
            add(new, _org("resultedFrom"), event)
            add(new, _prov("wasGeneratedBy"), event)

    def write_act(self, deed: Deed) -> None:
        add, act, node = self.graph.add, deed.act, self.act(deed)
        add(node, TYPE, _prov("Activity"))
        self.graph.say(node, RDFS_LABEL, deed.words)
        add(node, _dg("act"), act.kind.value)
        add(node, DAY, act.day)
        add(node, DOCUMENT, act.number)
        add(node, _dg("digest"), deed.digest)
        add(node, _dg("about"), *(self.named("post", post) for post in act.posts if self.case.posts))
        if act.kind is ActKind.PLAN_APPROVED:
            add(node, _prov("used"), self.plan)
        if act.by == self.case.plan.organ:
            add(node, _prov("wasAssociatedWith"), self.organ)
        elif act.by:
            agent = self.labelled("agent", act.by)
            add(node, _prov("wasAssociatedWith"), agent)
            add(agent, TYPE, _prov("Agent"))
            add(agent, LABEL, Said(text=act.by))
