"""What the site shows of the groundwork: who does what after the reform, and the questions that were answered."""

from dinggang.groundwork import Answer, Duty, Share
from dinggang.plan import Plan
from dinggang.publication.replay import decoded
from dinggang.publication.site_html import Html, joined, table, tag, zh_en
from dinggang.publication.site_record import Record, Shown


def duties(shown: Shown, plan: Plan) -> Html:
    """Every function with who leads it and who helps, in the order in which they first stand; nothing without any."""
    if "duties" not in shown.kept.files:
        return Html("")
    listed = decoded(shown.kept.files["duties"], tuple[Duty, ...])
    names = {b.id: b.name for b in plan.bodies}
    head = (
        zh_en("职责事项", "Function"),
        zh_en("主责机构", "Led by"),
        zh_en("协办机构", "Helped by"),
        zh_en("改革前", "Before"),
    )
    rows = []
    for function in dict.fromkeys(d.function for d in listed):
        those = [d for d in listed if d.function == function]
        by_share = {s: "、".join(names.get(d.body, d.body) for d in those if d.share is s) for s in Share}
        former = "、".join(dict.fromkeys(d.former for d in those if d.former))
        rows.append((function, by_share[Share.LEAD], by_share[Share.SUPPORT], former))
    return joined((tag("h2", zh_en("职责分工", "Who does what")), table(head, rows)))


def answers(_record: Record, shown: Shown) -> Html:
    """Questions about the policy with their answers, and what each rests on."""
    listed = decoded(shown.kept.files["answers"], tuple[Answer, ...])
    title = tag("h2", zh_en("政策问答", "Questions and answers"))
    return joined((title, *(part for a in listed for part in _answer(a))))


def _answer(one: Answer) -> tuple[Html, Html]:
    basis = f"（{one.basis}）" if one.basis else ""
    return tag("h3", one.question), tag("p", f"{one.answer}{basis}")
