"""The notices of the site: what an act published, with the code that proves it, on one sheet to print."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from dinggang.basis import Words, plain
from dinggang.case import ActKind
from dinggang.marks import MEASURE_WORDS, full_mark
from dinggang.plan import HeadcountKind, Measure, Mechanism, Plan, Post
from dinggang.procedure import Board
from dinggang.publication.replay import decoded
from dinggang.publication.site_groundwork import answers, duties
from dinggang.publication.site_html import Html, facts, joined, link, page, person, table, tag, zh_en
from dinggang.publication.site_pages import file_name, proof_name
from dinggang.publication.site_qr import code, proof_of
from dinggang.publication.site_record import Holding, Record, Shown
from dinggang.publication.site_words import board_name, member
from dinggang.selection import TIE_WORDS, Composite
from dinggang.services import Agreement, Payment

NOTICES = "notices.html"
DASH = "—"
DRAWS = frozenset({ActKind.DRAW_COMMITTED, ActKind.DRAW_HELD})

MECHANISM_WORDS = {
    Mechanism.RANK_ORDER: Words(zh="按名次选岗", en="in rank order"),
    Mechanism.PARALLEL: Words(zh="平行志愿", en="parallel choices"),
    Mechanism.FIRST_CHOICE: Words(zh="顺序志愿", en="sequential choices"),
    Mechanism.DEFERRED: Words(zh="双向择优", en="deferred acceptance"),
    Mechanism.BEST_FIT: Words(zh="人岗相适，总体最优", en="the best total fit"),
}


def notice_name(shown: Shown) -> str:
    return f"n{shown.index:03d}.html"


def noticed(record: Record) -> list[Shown]:
    """The acts that have a notice of their own."""
    return [s for s in record.shown if s.act.kind in DRAWS or _KINDS.get(s.act.kind) in s.kept.files]


def index_page(record: Record) -> bytes:
    rows = [
        (
            str(s.index),
            link(notice_name(s), s.title),
            tag("time", s.act.day.isoformat()),
            s.act.by,
            s.act.number,
            _corrected(s) if s.replaced_by is not None else "",
        )
        for s in noticed(record)
    ]
    head = (
        zh_en("条", "Entry"),
        zh_en("公告", "Notice"),
        zh_en("日期", "Day"),
        zh_en("作出", "By"),
        zh_en("文号", "Number"),
        zh_en("备注", "Remark"),
    )
    note = tag(
        "p",
        zh_en(
            "每张公告可以直接打印在A4纸上张贴，右下的二维码供任何人核验。",
            "Each notice prints on A4; the code at its foot lets anyone check it.",
        ),
    )
    return page(Words(zh="公告", en="Notices"), record.frame, (note, table(head, rows)))


def notice_page(record: Record, shown: Shown, url: str, verifier: str) -> bytes:
    """One notice. `verifier`: the SHA-256 of the verifier that this site gives out."""
    act = shown.act
    plan = record.plan_at(shown.index)
    organ = plan.organ if plan else act.by
    body = tag(
        "article",
        tag("p", organ, class_="organ"),
        tag("p", act.number, class_="number") if act.number else "",
        tag("h1", shown.title),
        tag("p", _corrected(shown), class_="note") if shown.replaced_by is not None else "",
        tag("p", act.reason) if act.reason else "",
        _MAKERS[act.kind](record, shown),
        tag("p", act.by, tag("br"), tag("time", act.day.isoformat()), class_="signed"),
        _foot(record, shown, url, verifier),
        class_="notice",
    )
    return page(shown.title, record.frame, (body,), headed=False)


def _corrected(shown: Shown) -> Html:
    return zh_en(
        f"本条已由第{shown.replaced_by}条更正，不再计入。",
        f"Corrected by entry {shown.replaced_by}; it no longer counts.",
    )


def _foot(record: Record, shown: Shown, url: str, verifier: str) -> Html:
    """Place, root and fingerprints in clear, and the code."""
    told = facts(
        (
            (zh_en("公开记录", "Record"), record.seen.checkpoint.origin),
            (
                zh_en("本条", "This entry"),
                zh_en(f"第{shown.index}条，共{record.size}条", f"{shown.index} of {record.size}"),
            ),
            (zh_en("根", "Root"), tag("code", f"{record.root[:8]}……")),
            (zh_en("见证规则", "Policy"), tag("code", record.fingerprint)),
            (zh_en("核验程序", "Verifier"), tag("code", verifier[:16])),
        )
    )
    made = code(proof_of(record, shown.index), url)
    if made is None:
        how = zh_en("证明太长，印不成二维码，请下载：", "The proof is too long for a code; take the file: ")
        return tag("footer", told, tag("p", how, link(proof_name(shown.index), proof_name(shown.index))))
    svg, side = made
    how = (
        zh_en("扫码核验本公告。", "Scan to check this notice.")
        if url
        else zh_en(
            "扫出的文字就是证明，粘贴到“核验公告”页核验。",
            "What the code holds is the proof: paste it into the page that checks a notice.",
        )
    )
    where = joined((how, " ", link("v.html", zh_en("核验公告", "Check a notice"))))
    picture = tag(
        "figure", _sized(svg, side), tag("figcaption", zh_en(f"边长{side:.0f}毫米", f"{side:.0f} mm"))
    )
    return tag("footer", tag("div", told, tag("p", where)), picture)


def _sized(svg: Html, side: float) -> Html:
    """In millimetres, as an attribute: the pages allow no style of their own."""
    return Html(svg.replace("<svg ", f'<svg width="{side:.1f}mm" height="{side:.1f}mm" role="img" ', 1))


def _bodies(plan: Plan | None) -> Mapping[str, str]:
    return {b.id: b.name for b in plan.bodies} if plan else {}


def _posts(record: Record, shown: Shown) -> Html:
    bodies = _bodies(record.plan_at(shown.index))
    posts = decoded(shown.kept.files["posts"], tuple[Post, ...])
    head = (
        zh_en("编号", "Id"),
        zh_en("岗位", "Post"),
        zh_en("机构", "Body"),
        zh_en("编制", "Headcount"),
        zh_en("名额", "Openings"),
        zh_en("方式", "Filled"),
        zh_en("条件", "Asked for"),
    )
    rows = (
        (
            p.id,
            p.name,
            bodies.get(p.body, DASH),
            member(p.kind),
            str(p.openings),
            member(p.filling),
            joined(_asked(p), "；"),
        )
        for p in posts
    )
    return table(head, rows, class_="posts")


def _asked(post: Post) -> Iterable[object]:
    if post.education is not None:
        words = member(post.education)
        yield zh_en(f"{words.zh}以上", f"{words.en} or more")
    if post.max_age is not None:
        yield zh_en(f"{post.max_age}岁以下", f"at most {post.max_age} years old")
    if post.min_service_years is not None:
        yield zh_en(f"工龄满{post.min_service_years}年", f"{post.min_service_years} years of service")
    if post.min_stratum_years is not None:
        yield zh_en(f"任现职满{post.min_stratum_years}年", f"{post.min_stratum_years} years in stratum")
    if post.party_member:
        yield zh_en("中共党员", "party member")
    if post.majors:
        yield zh_en(f"专业：{'、'.join(post.majors)}", f"major: {', '.join(post.majors)}")
    if post.certificates:
        yield zh_en(f"证书：{'、'.join(post.certificates)}", f"certificates: {', '.join(post.certificates)}")
    if post.note:
        yield post.note


def _board(record: Record, shown: Shown) -> Html:
    """Boards with the marks that make each score, so that anyone may add them up."""
    plan = record.plan_at(shown.index)
    board = decoded(shown.kept.files.get("scoreboard") or shown.kept.files["ranking"], Board)
    measures = [m for m in Measure if plan is not None and plan.rules.composite.weights.get(m)]
    parts: list[Html] = []
    for group in (*HeadcountKind, None):
        rows = [r for r in board.ranking.ranked if r.group is group]
        if rows:
            parts += [tag("h2", board_name(group)), _ranked(board, measures, plan, group)]
    if board.ranking.undrawn:
        sets = joined((joined(map(person, those), "、") for those in board.ranking.undrawn), "；")
        parts.append(tag("p", zh_en("同分须抽签：", "Equal, to be drawn: "), sets))
    if board.ranking.unranked:
        parts.append(tag("h2", zh_en("未列名次", "Not ranked")))
        head = (zh_en("人员", "Person"), zh_en("原因", "Reason"))
        parts.append(table(head, ((u.person, u.reason) for u in board.ranking.unranked)))
    ties = joined((TIE_WORDS[t] for t in board.ranking.ties), "→")
    parts.append(tag("p", zh_en("同分依次比较：", "Equal scores are separated by: "), ties))
    return joined(parts)


def _ranked(
    board: Board, measures: Sequence[Measure], plan: Plan | None, group: HeadcountKind | None
) -> Html:
    composites = {c.person: c for c in board.composites}
    weights = {m: plain(plan.rules.composite.weights[m]) for m in measures} if plan else {}
    head = [
        zh_en("选岗次序", "Order"),
        zh_en("名次", "Rank"),
        zh_en("人员", "Person"),
        *(joined((MEASURE_WORDS[m], f" {weights[m]}%")) for m in measures),
        zh_en("综合成绩", "Score"),
        zh_en("同分先后", "Tie"),
    ]
    rows = (
        [
            str(r.order),
            str(r.rank),
            person(r.person),
            *(_mark(composites.get(r.person), m) for m in measures),
            tag("b", plain(r.score)),
            TIE_WORDS[r.decided_by] if r.decided_by else "",
        ]
        for r in board.ranking.ranked
        if r.group is group
    )
    return table(head, rows, class_="board")


def _mark(composite: Composite | None, measure: Measure) -> str:
    part = composite.parts.get(measure.value) if composite else None
    return DASH if part is None else plain(part[0])


def _placements(record: Record, shown: Shown) -> Html:
    rows = decoded(shown.kept.files["placements"], tuple[Holding, ...])
    posts = {p.id: p for p in record.posts_at(shown.index)}
    bodies = _bodies(record.plan_at(shown.index))

    def where(holding: Holding) -> tuple[str, str]:
        post = posts.get(holding.post)
        return (bodies.get(post.body, DASH), post.name) if post else (DASH, holding.post)

    head = (
        zh_en("人员", "Person"),
        zh_en("机构", "Body"),
        zh_en("岗位", "Post"),
        zh_en("编号", "Id"),
        zh_en("轮次", "Round"),
    )
    listed = sorted(rows, key=lambda h: (h.post, h.person))
    return table(head, ((person(h.person), *where(h), h.post, member(h.placed_in)) for h in listed))


def _rules(_record: Record, shown: Shown) -> Html:
    """The rules that decide, as the plan states them."""
    plan = decoded(shown.kept.files["plan"], Plan)
    rules, composite = plan.rules, plan.rules.composite
    weights = (
        (MEASURE_WORDS[m], plain(full_mark(rules, m)), f"{plain(composite.weights[m])}%")
        for m in Measure
        if composite.weights.get(m)
    )
    placement = rules.placement
    return joined(
        (
            tag("p", plan.title),
            table((zh_en("测评", "Measure"), zh_en("满分", "Full mark"), zh_en("权重", "Weight")), weights),
            facts(
                (
                    (zh_en("综合成绩", "Score"), composite.rounding.words),
                    (zh_en("同分依次比较", "Ties"), joined((TIE_WORDS[t] for t in composite.ties), "→")),
                    (zh_en("定岗办法", "Placement"), MECHANISM_WORDS[placement.mechanism]),
                    (zh_en("每人最多志愿", "Choices at most"), str(placement.max_choices)),
                    (
                        zh_en("公示", "Notice"),
                        zh_en(
                            f"成绩{rules.notice.score_days}个工作日，任职{rules.notice.appointment_days}个工作日",
                            f"{rules.notice.score_days} working days for scores, "
                            f"{rules.notice.appointment_days} for appointments",
                        ),
                    ),
                )
            ),
            duties(shown, plan),
            tag("p", link(file_name(shown, "plan"), zh_en("方案全文（JSON）", "The whole plan (JSON)"))),
        )
    )


def _lots(_record: Record, shown: Shown) -> Html:
    act = shown.act
    drawn = act.kind is ActKind.DRAW_HELD
    title = zh_en("抽出的先后", "The order drawn") if drawn else zh_en("参加抽签的人员", "Who draws")
    told = [
        (zh_en(*names), value)
        for names, value in (
            (("来源", "Sources"), "；".join(act.sources)),
            (("备用来源", "Fallback"), act.fallback),
            (("日期", "Due"), act.due.isoformat() if act.due else ""),
            (("地点", "Place"), act.place),
            (("结果", "Values"), "、".join(act.values)),
            (("所依公告", "Announced by"), act.follows or ""),
        )
        if value
    ]
    listed = tag("ol" if drawn else "ul", *(tag("li", person(p)) for p in act.people))
    return joined((facts(told) if told else "", tag("h2", title), listed))


def _agreements(_record: Record, shown: Shown) -> Html:
    head = (
        zh_en("编号", "Id"),
        zh_en("服务", "Service"),
        zh_en("承接方", "Supplier"),
        zh_en("数量", "Quantity"),
        zh_en("单价（元）", "Unit price"),
        zh_en("金额（元）", "Amount"),
        zh_en("期限", "Term"),
    )
    rows = (
        (
            a.id,
            a.purpose,
            a.supplier,
            f"{plain(a.quantity)}{a.unit}",
            plain(a.unit_price),
            plain(a.amount),
            f"{a.start} – {a.end}",
        )
        for a in decoded(shown.kept.files["agreements"], tuple[Agreement, ...])
    )
    return table(head, rows)


def _payments(_record: Record, shown: Shown) -> Html:
    head = (
        zh_en("编号", "Id"),
        zh_en("协议", "Agreement"),
        zh_en("日期", "Day"),
        zh_en("金额（元）", "Amount"),
    )
    rows = (
        (p.id, p.agreement, p.day.isoformat(), plain(p.amount))
        for p in decoded(shown.kept.files["payments"], tuple[Payment, ...])
    )
    return table(head, rows)


Maker = Callable[[Record, Shown], Html]

_NOTICES: tuple[tuple[ActKind, str, Maker], ...] = (
    (ActKind.PLAN_APPROVED, "plan", _rules),
    (ActKind.MOBILISATION_HELD, "answers", answers),
    (ActKind.POSTS_ANNOUNCED, "posts", _posts),
    (ActKind.DRAW_COMMITTED, "", _lots),
    (ActKind.DRAW_HELD, "", _lots),
    (ActKind.SCOREBOARD_PUBLISHED, "scoreboard", _board),
    (ActKind.RANKING_FINAL, "ranking", _board),
    (ActKind.PLACEMENT_DECIDED, "placements", _placements),
    (ActKind.APPOINTMENTS_ANNOUNCED, "placements", _placements),
    (ActKind.APPOINTMENTS_MADE, "placements", _placements),
    (ActKind.AGREEMENTS_SIGNED, "agreements", _agreements),
    (ActKind.PAYMENTS_MADE, "payments", _payments),
)
"""Which acts have a notice, the file it shows (a draw shows its own people), and how."""

_KINDS = {kind: name for kind, name, _ in _NOTICES}
_MAKERS = {kind: maker for kind, _, maker in _NOTICES}
