"""Kinds of headcount are never mixed: not in a body, not by an appointment, not by a rule."""

from dinggang.balance.persons import appointing
from dinggang.balance.values import KIND_WORDS, Law, line
from dinggang.basis import Finding, Id, Level, Words
from dinggang.case import Case, Effects
from dinggang.plan import Body, Post, Stratum, cites


def kinds_law(case: Case, acts: Effects) -> tuple[Law, tuple[Finding, ...]]:
    """B08: a post has its body's kind, nobody is appointed across kinds, nor may compete across them since 486号令
    (BZ-15, in force from 2007-05-01).
    """
    bodies = {b.id: b for b in case.plan.bodies}
    people = {p.id: p for p in case.people}
    posts = {p.id: p for p in case.posts}
    mixed = [
        _mixed(case, p, bodies[p.body])
        for p in case.posts
        if p.body in bodies
        and p.stratum is not Stratum.LEADER
        and bodies[p.body].headcount_kind is not p.kind
    ]
    crossed = [
        _crossed(case, posts[post], person)
        for post, person in acts.appointed
        if post in posts and person in people and people[person].kind.headcount is not posts[post].kind
    ]
    forbidden = cites(case.plan, "BZ-15") if case.plan.rules.eligibility.across_kinds else ()
    across = [_across(forbidden)] if forbidden else []
    law = Law(
        code="B08",
        title=Words(zh="编制类别：不混用", en="Kinds are not mixed"),
        lines=(
            line(
                Words(zh="类别与机构不符的岗位", en="posts of another kind than their body"),
                len(mixed),
                "=",
                0,
                "个",
            ),
            line(Words(zh="跨类别任命", en="appointments across kinds"), len(crossed), "=", 0, "个"),
            line(Words(zh="违规跨类别竞岗", en="competition across kinds"), len(across), "=", 0, "项"),
        ),
    )
    return law, (*mixed, *crossed, *across)


def _mixed(case: Case, post: Post, body: Body) -> Finding:
    of_body, of_post = KIND_WORDS[body.headcount_kind], KIND_WORDS[post.kind]
    return Finding(
        code="B08",
        level=Level.STOPS,
        words=Words(
            zh=f"岗位{post.id}（{post.name}）是{of_post.zh}岗位，所在的{body.name}却用{of_body.zh}编制。",
            en=f"Post {post.id} is {of_post.en}, its body {body.id} {of_body.en}.",
        ),
        cure=Words(zh="两类编制不得混用，请更正。", en="Kinds are not mixed: correct one of them."),
        rows=(f"posts:{post.id}", f"plan:bodies.{body.id}"),
        cites=cites(case.plan, "BZ-15"),
    )


def _crossed(case: Case, post: Post, person: Id) -> Finding:
    kind = KIND_WORDS[post.kind]
    return Finding(
        code="B08",
        level=Level.STOPS,
        words=Words(
            zh=f"{person}不占{kind.zh}编制，不能任命到{kind.zh}岗位{post.id}（{post.name}）。",
            en=f"{person} holds no {kind.en} headcount and cannot be appointed to {post.id}.",
        ),
        cure=Words(
            zh="请更正任命，或先办理编制手续。", en="Correct the appointment, or settle the headcount first."
        ),
        rows=tuple(
            dict.fromkeys((f"people:{person}", f"posts:{post.id}", *appointing(case, post.id, person)))
        ),
        cites=cites(case.plan, "BZ-15"),
    )


def _across(forbidden: tuple[str, ...]) -> Finding:
    return Finding(
        code="B08",
        level=Level.STOPS,
        words=Words(
            zh="方案允许跨编制类别竞岗，自2007年5月1日起行政、事业编制不得混用。",
            en="The plan lets people compete across kinds; since 2007-05-01 kinds must not be mixed.",
        ),
        cure=Words(
            zh="请把rules.eligibility的across_kinds改为false。",
            en="Set across_kinds under rules.eligibility to false.",
        ),
        rows=("plan:rules.eligibility",),
        cites=forbidden,
    )
