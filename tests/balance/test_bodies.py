import msgspec

import build
from build import ADMIN, INST
from dinggang.balance import Outcome, OutcomeKind, planned_sheet
from dinggang.balance.bodies import allotments_law, bodies_law, filled_law, plates_law
from dinggang.balance.kinds import kinds_law
from dinggang.case import NO_EFFECTS, Effects
from dinggang.plan import Filling, Plate, Stratum


def test_a_plate_with_a_post() -> None:
    plan = build.plan()
    posts = build.posts()
    assert plates_law(plan, posts)[1] == ()
    law, found = plates_law(plan, (*posts, build.post(6, ADMIN, body="N01")))
    assert not law.holds
    assert [(f.code, f.rows) for f in found] == [("B06", ("plan:bodies.B01.plates.N01", "posts:O06"))]
    assert "综治办公室" in found[0].words.zh
    assert "岗位1个" in found[0].words.zh


def test_a_plate_with_headcount_or_leader_posts() -> None:
    body = build.plan().bodies[0]
    for plate in (Plate(id="N01", name="综治", headcount=1), Plate(id="N01", name="综治", leader_posts=1)):
        plan = msgspec.structs.replace(
            build.plan(), bodies=(msgspec.structs.replace(body, plates=(plate,)), build.plan().bodies[1])
        )
        assert [f.code for f in plates_law(plan, build.posts())[1]] == ["B06"]


def test_a_body_with_more_posts_than_places() -> None:
    posts = (*build.posts(), build.post(6, ADMIN))
    law, found = bodies_law(build.plan(), posts, NO_EFFECTS)
    assert not law.holds
    assert [f.code for f in found] == ["B07"]
    assert found[0].words.zh == "党政办公室编制3名，安排了4个岗位，超出1。"
    beside = Effects(released={}, vacant={}, concurrent=(("O06", "O02"),))
    assert bodies_law(build.plan(), posts, beside)[1] == ()


def test_vacant_posts_need_no_place_unless_appointed_to() -> None:
    posts = (*build.posts(), build.post(6, ADMIN, filling=Filling.VACANT))
    assert bodies_law(build.plan(), posts, NO_EFFECTS)[1] == ()
    appointed = Effects(released={}, vacant={}, appointed=(("O06", "P03"),))
    assert [f.code for f in bodies_law(build.plan(), posts, appointed)[1]] == ["B07"]


def test_allotments_beyond_the_approved_headcount() -> None:
    bodies = build.plan().bodies
    plan = msgspec.structs.replace(
        build.plan(), bodies=(msgspec.structs.replace(bodies[0], headcount=5), bodies[1])
    )
    assert [(f.code, f.rows) for f in allotments_law(plan)[1]] == [("B11", ("plan:bodies.B01",))]
    without = msgspec.structs.replace(
        build.plan(), bodies=tuple(msgspec.structs.replace(b, headcount=None) for b in bodies)
    )
    assert bodies_law(without, build.posts(), NO_EFFECTS)[0].lines == ()
    assert allotments_law(without)[0].lines == ()


def holder(number: int, post: str, *beside: str) -> Outcome:
    return Outcome(
        person=f"P{number:02}", kind=OutcomeKind.COMPETE, post=post, concurrent=beside, occupies=ADMIN
    )


def test_more_people_in_a_body_than_places() -> None:
    people = [holder(3, "O02"), holder(4, "O02"), holder(5, "O03")]
    assert filled_law(build.plan(), build.posts(), people)[1] == ()
    law, found = filled_law(build.plan(), build.posts(), [*people, holder(6, "O03")])
    assert not law.holds
    assert [f.code for f in found] == ["B07", "B09"]
    assert found[0].rows[1:] == ("people:P03", "people:P04", "people:P05", "people:P06")
    assert found[1].rows == ("posts:O03", "people:P05", "people:P06")


def test_a_concurrent_holder_fills_an_opening_but_no_place() -> None:
    people = [holder(3, "O02", "O03"), holder(4, "O02"), holder(5, "O03")]
    assert [f.code for f in filled_law(build.plan(), build.posts(), people)[1]] == ["B09"]


def test_kinds_are_not_mixed() -> None:
    case = build.case()
    assert kinds_law(case, NO_EFFECTS)[1] == ()
    mixed = build.bend(case, posts=(*case.posts, build.post(6, INST, body="B01")))
    found = kinds_law(mixed, Effects(released={}, vacant={}, appointed=(("O03", "P06"), ("O02", "P03"))))[1]
    assert [(f.code, f.rows) for f in found] == [
        ("B08", ("posts:O06", "plan:bodies.B01")),
        ("B08", ("people:P06", "posts:O03")),
    ]


def test_the_planned_sheet_gathers_every_breach() -> None:
    case = build.case()
    bad = build.bend(case, posts=(*case.posts, build.post(6, ADMIN, body="N01"), build.post(7, ADMIN)))
    assert [f.code for f in planned_sheet(bad, NO_EFFECTS).findings] == ["X1", "X3", "B06", "B07"]


def test_leaders_have_an_allotment_of_their_own() -> None:
    """A leader post in a full body neither needs nor takes one of its places."""
    leader = build.post(6, ADMIN, body="B01", stratum=Stratum.LEADER, filling=Filling.APPOINT)
    posts = (*build.posts(), leader)
    assert bodies_law(build.plan(), posts, NO_EFFECTS)[1] == ()
    people = [holder(3, "O02"), holder(4, "O02"), holder(5, "O03")]
    seated = Outcome(person="P01", kind=OutcomeKind.APPOINT, post="O06", occupies=ADMIN)
    assert filled_law(build.plan(), posts, [*people, seated])[1] == ()


def test_posts_kept_vacant_need_no_place() -> None:
    posts = (*build.posts(), build.post(6, ADMIN))
    kept = Effects(released={}, vacant={}, kept_vacant=("O06",))
    assert bodies_law(build.plan(), posts, kept)[1] == ()


def test_a_body_without_headcount_of_its_own_has_no_line() -> None:
    first, second = build.plan().bodies
    plan = msgspec.structs.replace(
        build.plan(), bodies=(msgspec.structs.replace(first, headcount=None), second)
    )
    crowd = [holder(n, "O02") for n in range(3, 9)]
    law, found = filled_law(plan, build.posts(), crowd)
    assert [line.label.zh for line in law.lines] == ["便民服务中心：任职", "超额录取的岗位"]
    assert [f.code for f in found] == ["B09"]


def test_words_of_what_is_too_much_count_the_excess() -> None:
    (found,) = bodies_law(build.plan(), (*build.posts(), build.post(6, ADMIN)), NO_EFFECTS)[1]
    assert found.words.en == "Body B01 has 3 places and is given 4: 1 too many."
    crowd = [holder(3, "O02"), holder(4, "O02", "O03"), holder(5, "O03")]
    (over,) = filled_law(build.plan(), build.posts(), crowd)[1]
    assert over.words.zh == "岗位O03（岗位3）设1个名额，却有2人任职。"


def test_a_vacant_post_needs_places_for_those_appointed_to_it_alone() -> None:
    posts = (*build.posts(), build.post(6, ADMIN, filling=Filling.VACANT))
    elsewhere = Effects(released={}, vacant={}, appointed=(("O05", "P06"),))
    assert bodies_law(build.plan(), posts, elsewhere)[1] == ()


def test_allotments_count_for_their_own_kind() -> None:
    first, second = build.plan().bodies
    plan = msgspec.structs.replace(build.plan(), bodies=(first, msgspec.structs.replace(second, headcount=5)))
    (found,) = allotments_law(plan)[1]
    assert found.rows == ("plan:bodies.B02",)
    assert found.words.zh == "事业各机构编制加领导职数共5名，超过核定的4名。"


def test_a_concurrent_post_of_another_body_helps_nobody() -> None:
    posts = (*build.posts(), build.post(6, ADMIN))
    elsewhere = Effects(released={}, vacant={}, concurrent=(("O05", "O04"),))
    assert [f.code for f in bodies_law(build.plan(), posts, elsewhere)[1]] == ["B07"]
