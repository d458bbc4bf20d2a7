"""What the rules of placement must satisfy beyond their types."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from dinggang.basis import plain
from dinggang.plan.breach import Breach, breach
from dinggang.plan.rules import FitRule, Mechanism, PlacementRule
from dinggang.plan.values import Post


def placing_breaches(rule: PlacementRule, posts: Sequence[Post]) -> Iterable[Breach]:
    """Breaches of the placement rule; posts it names are looked up when there are any."""
    if rule.mechanism is Mechanism.PARALLEL and rule.band is None:
        yield breach(
            "rules.placement.band",
            ("平行志愿没有写几个志愿为一批。", "Parallel choices without the size of a band."),
            ("请填写band，如 band = 3。", "State band, for example 3."),
        )
    unused = [
        ("band", rule.band is not None, (Mechanism.PARALLEL,)),
        ("post_weights", bool(rule.post_weights), (Mechanism.DEFERRED, Mechanism.BEST_FIT)),
        ("fit", rule.fit is not None, (Mechanism.BEST_FIT,)),
    ]
    for name, stated, users in unused:
        if stated and rule.mechanism not in users:
            fitting = "、".join(m.value for m in users)
            yield breach(
                f"rules.placement.{name}",
                (
                    f"定岗方法是{rule.mechanism.value}，用不到{name}。",
                    f"Mechanism {rule.mechanism.value} does not use {name}.",
                ),
                (
                    f"请删去{name}，或改用{fitting}。",
                    f"Take {name} out, or choose {', '.join(u.value for u in users)}.",
                ),
            )
    yield from _weights(rule)
    yield from _named(rule, posts)


def _weights(rule: PlacementRule) -> Iterable[Breach]:
    for i, group in enumerate(rule.post_weights):
        amount = sum(group.weights.values(), Decimal(0))
        if amount != 100:
            yield breach(
                f"rules.placement.post_weights[{i}].weights",
                (
                    f"这组岗位的权重合计{plain(amount)}，不是100。",
                    f"The weights total {plain(amount)}, not 100.",
                ),
                ("请更正，使合计为100。", "Correct them so that they total 100."),
            )


def _named(rule: PlacementRule, posts: Sequence[Post]) -> Iterable[Breach]:
    """Posts that are none, and posts with two sets of weights."""
    known = {p.id for p in posts}
    seen: set[str] = set()
    groups = [(f"rules.placement.post_weights[{i}].posts", g.posts) for i, g in enumerate(rule.post_weights)]
    for path, named in [*groups, *_quotas(rule.fit)]:
        for post in named:
            if posts and post not in known:
                yield breach(
                    path,
                    (f"岗位表里没有{post}。", f"There is no post {post}."),
                    ("请填写岗位表里的编号。", "Give an id of the posts table."),
                )
            if path.endswith("].posts") and "post_weights" in path:
                if post in seen:
                    yield breach(
                        path,
                        (f"岗位{post}写了两组权重。", f"Post {post} has two sets of weights."),
                        ("请只保留一组。", "Keep one."),
                    )
                seen.add(post)


def _quotas(fit: FitRule | None) -> list[tuple[str, tuple[str, ...]]]:
    if fit is None:
        return []
    return [(f"rules.placement.fit.quotas[{i}].posts", q.posts) for i, q in enumerate(fit.quotas)]
