"""What the acts themselves must satisfy."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dinggang.basis import Finding, Id, Level, Words
from dinggang.case.draw_checks import check_corrected_draws
from dinggang.case.values import Act, ActKind


def check_acts(acts: Iterable[Act]) -> tuple[Finding, ...]:
    """Findings A01 (an act lacks what it must say), A02 (an approval without document number),
    A03 (an act that lifts a finding gives no reason), A04 (a correction that corrects nothing); D02 and D09 of draws whose
    announcement or values were corrected.
    """
    acts = tuple(acts)
    found: list[Finding] = [*_corrections(acts), *check_corrected_draws(acts)]
    for act in acts:
        gap = _gap(act)
        if gap is not None:
            found.append(
                Finding(
                    code="A01",
                    level=Level.STOPS,
                    words=Words(
                        zh=f"行为{act.id}没有写全：{gap.zh}。", en=f"Act {act.id} is incomplete: {gap.en}."
                    ),
                    cure=Words(
                        zh="请在acts表该行补全后再运行。",
                        en="Complete the row in the acts table and run again.",
                    ),
                    rows=(f"acts:{act.id}",),
                )
            )
        if act.kind is ActKind.PLAN_APPROVED and not act.number:
            found.append(
                Finding(
                    code="A02",
                    level=Level.STOPS,
                    words=Words(
                        zh=f"方案批复（{act.id}）没有文号。",
                        en=f"The approval of the plan ({act.id}) has no number.",
                    ),
                    cure=Words(
                        zh="请填写批复文件的文号。", en="Fill in the document number of the approval."
                    ),
                    rows=(f"acts:{act.id}",),
                )
            )
        if act.lifts and not act.reason:
            found.append(
                Finding(
                    code="A03",
                    level=Level.STOPS,
                    words=Words(
                        zh=f"行为{act.id}解除{'、'.join(act.lifts)}，但没有写理由。",
                        en=f"Act {act.id} lifts {', '.join(act.lifts)} without giving a reason.",
                    ),
                    cure=Words(zh="请在“理由”一列写明依据。", en="State the reason in its column."),
                    rows=(f"acts:{act.id}",),
                )
            )
    return tuple(found)


def _corrections(acts: Sequence[Act]) -> list[Finding]:
    """A correction names one earlier act of its own kind, which no other act corrects, and says why."""
    by_id = {a.id: a for a in acts}
    times = Counter(a.corrects for a in acts)
    found = []
    for act in acts:
        if act.corrects is None:
            continue
        old = by_id.get(act.corrects)
        sound = old is not None and old.kind is act.kind and old.day <= act.day and not _circles(act, by_id)
        if not sound or times[act.corrects] > 1 or not act.reason:
            found.append(
                Finding(
                    code="A04",
                    level=Level.STOPS,
                    words=Words(
                        zh=f"行为{act.id}更正{act.corrects}：须是同一种、日期不晚于它的另一行为，只更正一次，并写明理由。",
                        en=f"Act {act.id} corrects {act.corrects}: that must be another act of its kind, not dated later, "
                        "corrected once, with the reason stated.",
                    ),
                    cure=Words(
                        zh="请核对“更正的行为”一列；再次更正时写上一次更正的编号。",
                        en="Check the column; to correct once more, name the latest correction.",
                    ),
                    rows=(f"acts:{act.id}",),
                )
            )
    return found


def _circles(act: Act, by_id: Mapping[Id, Act]) -> bool:
    """Whether what an act corrects leads back to itself."""
    seen: set[Id] = set()
    at: Act | None = act
    while at is not None and at.corrects is not None and at.id not in seen:
        seen.add(at.id)
        at = by_id.get(at.corrects)
    return at is not None and at.id in seen


def _gap(act: Act) -> Words | None:  # noqa: PLR0911 - one return per kind of act
    match act.kind:
        case ActKind.RESERVE_RELEASED if act.headcount_kind is None or not _some(act):
            return Words(
                zh="须写明编制类别和释放的名额数", en="headcount kind and number released are needed"
            )
        case ActKind.POST_CONCURRENT if (
            not act.posts
            or len(act.posts) != len(act.held_with)
            or any(post == other for post, other in zip(act.posts, act.held_with, strict=True))
        ):
            return Words(
                zh="每个兼岗须对应另一个由谁兼任的岗位",
                en="each concurrent post needs the other post it is held with",
            )
        case ActKind.POST_APPOINTED if not act.posts or len(act.posts) != len(act.people):
            return Words(zh="每个岗位须对应一名任命的人员", en="each post needs the person appointed to it")
        case ActKind.POST_KEPT_VACANT if not act.posts and (act.headcount_kind is None or not _some(act)):
            return Words(
                zh="须写明空缺的岗位，或编制类别和名额数",
                en="posts, or headcount kind and number, are needed",
            )
        case ActKind.FINDING_EXPLAINED if not act.lifts:
            return Words(
                zh="须写明说明的是哪个问题（代码）", en="the code of the finding explained is needed"
            )
        case ActKind.DRAW_COMMITTED if (
            len(set(act.people)) < 2
            or len(set(act.people)) != len(act.people)
            or act.purpose is None
            or act.due is None
            or not act.place
        ):
            return Words(
                zh="抽签公告须写明名单（至少两人，不得重复）、抽签事项、抽签日期和地点",
                en="the announcement of a draw needs the list (two people or more, each once), purpose, day and place",
            )
        case ActKind.DRAW_HELD if len(set(act.people)) < 2 or len(set(act.people)) != len(act.people):
            return Words(
                zh="抽签须按结果依次写明各人，不得重复",
                en="a draw names each person once, in the order drawn",
            )
        case _:
            return None


def _some(act: Act) -> bool:
    return act.count is not None and act.count >= 1
