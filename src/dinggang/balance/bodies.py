"""Bodies, plates and posts: no plate has headcount or a post, no body is overfilled."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from dinggang.balance.values import KIND_WORDS, Law, Line, Outcome, line
from dinggang.basis import Finding, Level, Words
from dinggang.case import Effects
from dinggang.plan import Body, Filling, Plan, Post, Stratum, cites


def plates_law(plan: Plan, posts: Sequence[Post]) -> tuple[Law, tuple[Finding, ...]]:
    """B06: a name plate carries no headcount, no leader post and no post (BZ-06, BZ-26; GP-1 second-hand)."""
    lines: list[Line] = []
    found: list[Finding] = []
    for body in plan.bodies:
        for plate in body.plates:
            held = [p for p in posts if p.body == plate.id]
            carries = plate.headcount + plate.leader_posts + sum(p.openings for p in held)
            label = Words(
                zh=f"“{plate.name}”牌子的编制、职数、岗位",
                en=f"headcount, leader posts and posts of plate {plate.id}",
            )
            lines.append(line(label, carries, "=", 0, "个"))
            if carries:
                found.append(
                    Finding(
                        code="B06",
                        level=Level.STOPS,
                        words=Words(
                            zh=f"“{plate.name}”是{body.name}加挂的牌子，不是机构，却有编制{plate.headcount}名、"
                            f"领导职数{plate.leader_posts}名、岗位{sum(p.openings for p in held)}个。",
                            en=f"{plate.id} is a name plate of {body.id}, not a body, yet it carries headcount "
                            f"{plate.headcount}, leader posts {plate.leader_posts}, posts "
                            f"{sum(p.openings for p in held)}.",
                        ),
                        cure=Words(
                            zh=f"请把岗位改列到{body.name}（{body.id}），牌子的编制和职数改为0。",
                            en=f"Move the posts to body {body.id} and set the plate's figures to 0.",
                        ),
                        rows=(f"plan:bodies.{body.id}.plates.{plate.id}", *(f"posts:{p.id}" for p in held)),
                        cites=cites(plan, "BZ-06", "GP-1"),
                    )
                )
    title = Words(zh="加挂牌子：不带编制、职数和岗位", en="Name plates carry nothing")
    return Law(code="B06", title=title, lines=tuple(lines)), tuple(found)


def _needs_place(post: Post, acts: Effects, appointed: Counter[str], beside: Counter[str]) -> int:
    """Openings of a post that need a place of their own. The counts are of appointments and of openings held beside others."""
    if post.filling is Filling.VACANT or post.id in acts.kept_vacant:
        return appointed[post.id]
    return max(post.openings - beside[post.id], 0)


def _by_body(posts: Sequence[Post]) -> defaultdict[str, list[Post]]:
    """The posts of each body but the leaders', who have an allotment of their own (B04) and are no part of the body's."""
    found: defaultdict[str, list[Post]] = defaultdict(list)
    for post in posts:
        if post.stratum is not Stratum.LEADER:
            found[post.body].append(post)
    return found


def bodies_law(plan: Plan, posts: Sequence[Post], acts: Effects) -> tuple[Law, tuple[Finding, ...]]:
    """B07: per body, openings that need a place ≤ the body's allotment."""
    lines: list[Line] = []
    found: list[Finding] = []
    by_body = _by_body(posts)
    appointed = Counter(post for post, _ in acts.appointed)
    beside = Counter(post for post, _ in acts.concurrent)
    for body in plan.bodies:
        if body.headcount is None:
            continue
        own = by_body[body.id]
        asked = sum(_needs_place(p, acts, appointed, beside) for p in own)
        label = Words(zh=f"{body.name}：岗位", en=f"body {body.id}: posts")
        lines.append(line(label, asked, "≤", body.headcount, "个"))
        if asked > body.headcount:
            found.append(_overfilled(plan, body, asked, [f"posts:{p.id}" for p in own], "个岗位"))
    title = Words(zh="机构：岗位不超过本机构编制", en="Bodies: posts within the allotment")
    return Law(code="B07", title=title, lines=tuple(lines)), tuple(found)


def allotments_law(plan: Plan) -> tuple[Law, tuple[Finding, ...]]:
    """B11: per kind, the bodies' allotments and the leader posts together ≤ the headcount, the reserve counted in."""
    lines: list[Line] = []
    found: list[Finding] = []
    for kind, quota in plan.headcount.items():
        allotted = [b for b in plan.bodies if b.headcount_kind is kind and b.headcount is not None]
        if not allotted:
            continue
        given = sum(b.headcount or 0 for b in allotted) + quota.leader_posts
        words = KIND_WORDS[kind]
        cap = quota.fillable(plan.reserve_mode, quota.reserve)
        label = Words(
            zh=f"{words.zh}：各机构编制＋领导职数 与 核定编制",
            en=f"{words.en}: allotments + leader posts vs approved",
        )
        lines.append(line(label, given, "≤", cap, "个"))
        if given > cap:
            found.append(
                Finding(
                    code="B11",
                    level=Level.STOPS,
                    words=Words(
                        zh=f"{words.zh}各机构编制加领导职数共{given}名，超过核定的{cap}名。",
                        en=f"The {words.en} bodies are allotted {given} with leader posts; {cap} are approved.",
                    ),
                    cure=Words(
                        zh="请在plan.toml更正各机构编制。",
                        en="Correct the bodies' headcount in plan.toml.",
                    ),
                    rows=tuple(f"plan:bodies.{b.id}" for b in allotted),
                    cites=cites(plan, "BZ-06"),
                )
            )
    title = Words(zh="各机构编制之和不超过核定编制", en="Allotments within the approved headcount")
    return Law(code="B11", title=title, lines=tuple(lines)), tuple(found)


def filled_law(
    plan: Plan, posts: Sequence[Post], outcomes: Sequence[Outcome]
) -> tuple[Law, tuple[Finding, ...]]:
    """B07 of the result: people in each body ≤ its allotment; B09: holders of each post ≤ its openings."""
    main = Counter(o.post for o in outcomes if o.post is not None)
    beside = Counter(post for o in outcomes for post in o.concurrent)
    lines: list[Line] = []
    found: list[Finding] = []
    body_of = {p.id: p.body for those in _by_body(posts).values() for p in those}
    in_body: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.post in body_of:
            in_body[body_of[outcome.post]].append(outcome)
    for body in plan.bodies:
        holders = in_body[body.id]
        if body.headcount is not None:
            label = Words(zh=f"{body.name}：任职", en=f"body {body.id}: people")
            lines.append(line(label, len(holders), "≤", body.headcount))
            if len(holders) > body.headcount:
                rows = [f"people:{o.person}" for o in holders]
                found.append(_overfilled(plan, body, len(holders), rows, "人"))
    over = [p for p in posts if main[p.id] + beside[p.id] > p.openings]
    lines.append(
        line(Words(zh="超额录取的岗位", en="posts filled beyond their openings"), len(over), "=", 0, "个")
    )
    found += [
        Finding(
            code="B09",
            level=Level.STOPS,
            words=Words(
                zh=f"岗位{p.id}（{p.name}）设{p.openings}个名额，却有{main[p.id] + beside[p.id]}人任职。",
                en=f"Post {p.id} has {p.openings} openings and {main[p.id] + beside[p.id]} holders.",
            ),
            cure=Words(
                zh="请核对任命、兼岗与定岗结果。", en="Check appointments, concurrent posts and placements."
            ),
            rows=(
                f"posts:{p.id}",
                *(f"people:{o.person}" for o in outcomes if p.id in (o.post, *o.concurrent)),
            ),
        )
        for p in over
    ]
    title = Words(zh="机构和岗位：任职人数不超过编制和名额", en="Bodies and posts not overfilled")
    return Law(code="B07", title=title, lines=tuple(lines)), tuple(found)


def _overfilled(plan: Plan, body: Body, asked: int, rows: Sequence[str], unit: str) -> Finding:
    allotted = body.headcount or 0
    return Finding(
        code="B07",
        level=Level.STOPS,
        words=Words(
            zh=f"{body.name}编制{allotted}名，安排了{asked}{unit}，超出{asked - allotted}。",
            en=f"Body {body.id} has {allotted} places and is given {asked}: {asked - allotted} too many.",
        ),
        cure=Words(
            zh="请减少该机构岗位、声明兼岗（行为“确定兼岗”），或在核定总数内调整各机构编制。",
            en="Cut its posts, declare concurrent ones (post_concurrent), or shift allotments within the approved total.",
        ),
        rows=(f"plan:bodies.{body.id}", *rows),
        cites=cites(plan, "BZ-06"),
    )
