"""Home and the list of all acts."""

from collections.abc import Iterable, Sequence

from dinggang.basis import Words
from dinggang.case import ActKind
from dinggang.procedure import STEPS
from dinggang.publication.keeping import POLICY
from dinggang.publication.site_html import Html, facts, joined, link, page, table, tag, text, zh_en
from dinggang.publication.site_record import Record, Shown, moment
from dinggang.publication.site_words import member, piece

HOME, ACTS, CHECK = "index.html", "acts.html", "check.html"


def home(record: Record, digests: dict[str, str]) -> bytes:
    """Where the case stands, the newest checkpoint, who witnessed it, and what to compare with the posted notices."""
    intro = tag(
        "p",
        zh_en(
            "这里公布本次机构改革的每一件正式行为。记录只能增加，不能改动；任何人都可以核验，并由公布的成绩重算每个名次。",
            "Every official act of this reform is published here. The record can only grow; anyone can check it and work out "
            "every rank again from the published marks.",
        ),
        class_="lead",
    )
    door = tag("p", link(CHECK, zh_en("核验这份记录", "Check this record"), class_="button"))
    return page(
        record.title,
        record.frame,
        (
            intro,
            door,
            tag("h2", zh_en("办到哪一步", "Where it stands")),
            _steps(record),
            tag("h2", zh_en("最新的记录", "The newest checkpoint")),
            _checkpoint(record),
            tag("h2", zh_en("请与张贴的公告核对", "Compare with the posted notices")),
            _fingerprints(record, digests),
        ),
    )


def _steps(record: Record) -> Html:
    rows = []
    standing = [s for s in record.shown if s.replaced_by is None]
    closed = any(s.act.kind is ActKind.CASE_CLOSED for s in standing)
    for number, step in enumerate(STEPS, 1):
        own = [s for s in standing if s.act.kind in (*step.acts, *step.may)]
        needed = {s.act.kind for s in own}
        done = all(kind in needed for kind in step.acts)
        begun = any(kind in needed for kind in step.acts)
        state = (
            ("√ 已办", "√ done")
            if done
            else ("－ 无须办理", "－ nothing to do")
            if closed and not begun
            else ("… 在办", "… under way")
            if begun
            else ("－ 未办", "－ not yet")
        )
        acts = joined(
            tag("li", link(f"{ACTS}#n{s.index}", s.title), " ", tag("time", s.act.day.isoformat()))
            for s in own
        )
        rows.append((str(number), tag("b", step.title), zh_en(*state), tag("ul", acts) if own else ""))
    head = (
        zh_en("序", "No."),
        zh_en("步骤", "Step"),
        zh_en("状态", "State"),
        zh_en("行为和日期", "Acts and days"),
    )
    return table(head, rows, class_="steps")


def _checkpoint(record: Record) -> Html:
    witnesses = {p.verifier.key: p.name.decode("utf-8", "replace") for p in record.policy.witnesses}
    signed = [(witnesses[c.verifier.key], moment(c.time)) for c in record.seen.cosignatures]
    if not record.policy.witnesses:
        state = zh_en("尚未见证：还没有设见证人。", "Not witnessed: no witness has been named yet.")
    elif not record.seen.witnessed:
        state = zh_en("尚未见证：见证人数不足。", "Not yet witnessed by enough.")
    else:
        state = zh_en("见证有效", "Witnessed")
    missing = [n for k, n in witnesses.items() if k not in {c.verifier.key for c in record.seen.cosignatures}]
    lines = [tag("li", tag("b", name), " ", tag("time", when)) for name, when in signed]
    lines += [tag("li", name, "：", zh_en("还没有见证", "not yet")) for name in missing]
    return facts(
        (
            (zh_en("记录名称", "Origin"), tag("code", record.seen.checkpoint.origin)),
            (zh_en("条数", "Entries"), str(record.size)),
            (
                zh_en("根", "Root"),
                joined((tag("code", tag("b", record.root[:8]), record.root[8:], class_="long"),)),
            ),
            (zh_en("见证", "Witnesses"), joined((state, tag("ul", joined(lines)) if lines else ""))),
        )
    )


def _fingerprints(record: Record, digests: dict[str, str]) -> Html:
    policy = record.bundle.files[POLICY].decode("utf-8", "replace")
    rows = [(zh_en("见证规则的指纹", "Fingerprint of the policy"), tag("code", record.fingerprint))]
    rows += [
        (joined(("SHA-256 ", name)), tag("code", digest, class_="long")) for name, digest in digests.items()
    ]
    shown = tag("details", tag("summary", zh_en("见证规则全文", "The policy")), tag("pre", policy))
    note = tag(
        "p",
        zh_en(
            "这几行应当与公告栏上的一致；不一致的，本站可能被换过。",
            "These lines should be those on the notice board; if they differ, this site may have been replaced.",
        ),
    )
    return joined((note, facts(rows), shown))


def acts(record: Record) -> bytes:
    """Every act in the order of the record. A correction stands beside what it corrects, and again at its own place."""
    by_index = {s.index: s for s in record.shown}
    others = [i for i in range(record.size) if i not in by_index]
    body: list[object] = [
        tag(
            "p",
            zh_en(
                "按入记录的先后排列。更正是另一件行为：被更正的照样留着，旁边写明由哪一条更正。",
                "In the order in which they entered. A correction is an act of its own: what it corrects stays, with the "
                "correction beside it.",
            ),
        )
    ]
    body += [
        _policy_entry(index) if index in others else _act(by_index[index], by_index)
        for index in range(record.size)
    ]
    return page(Words(zh="全部行为", en="All acts"), record.frame, body)


def _policy_entry(index: int) -> Html:
    head = tag("h2", tag("span", f"{index}", class_="index"), zh_en("设定见证规则", "Policy set"))
    return tag("article", head, id=f"n{index}", class_="act quiet")


def _act(shown: Shown, by_index: dict[int, Shown]) -> Html:
    act = shown.act
    parts: list[object] = [
        tag("h2", tag("span", f"{shown.index}", class_="index"), shown.title, tag("small", act.id)),
        facts(_told(shown)),
    ]
    if shown.corrects is not None:
        parts.append(
            tag(
                "p",
                zh_en("更正第", "Corrects entry "),
                link(f"#n{shown.corrects}", str(shown.corrects)),
                zh_en("条。", "."),
                class_="note",
            )
        )
    parts.append(_content(shown))
    card = tag("div", *parts, class_="was" if shown.replaced_by is not None else None)
    if shown.replaced_by is None:
        return tag("article", card, id=f"n{shown.index}", class_="act")
    after = by_index[shown.replaced_by]
    beside = tag(
        "div",
        tag(
            "h3",
            zh_en("已更正，见第", "Corrected by entry "),
            link(f"#n{after.index}", str(after.index)),
            zh_en("条", ""),
        ),
        facts(_told(after)),
        class_="beside",
    )
    return tag("article", card, beside, id=f"n{shown.index}", class_="act corrected")


def _told(shown: Shown) -> Iterable[tuple[object, object]]:
    act = shown.act
    yield zh_en("日期", "Day"), tag("time", act.day.isoformat())
    yield zh_en("作出", "By"), act.by
    if act.number:
        yield zh_en("文号", "Number"), act.number
    if act.reason:
        yield zh_en("说明", "Reason"), act.reason
    if act.people and act.posts and len(act.people) == len(act.posts):
        pairs = (joined((who, " → ", post)) for who, post in zip(act.people, act.posts, strict=True))
        yield zh_en("人员和岗位", "People and posts"), joined(pairs, "、")
    elif act.people:
        yield zh_en("人员", "People"), joined(act.people, "、")
    if act.posts and not (act.people and len(act.people) == len(act.posts)):
        beside = act.held_with if len(act.held_with) == len(act.posts) else ("",) * len(act.posts)
        posts = (f"{p} ← {h}" if h else p for p, h in zip(act.posts, beside, strict=True))
        yield zh_en("岗位", "Posts"), joined(posts, "、")
    if act.questions:
        yield zh_en("题目", "Questions"), joined(act.questions, "、")
    if act.count is not None:
        kind = member(act.headcount_kind) if act.headcount_kind else ""
        yield zh_en("数额", "Count"), joined((kind, " ", str(act.count)))
    if act.lifts:
        yield zh_en("针对事项", "Findings"), joined(act.lifts, "、")


def _content(shown: Shown) -> Html:
    files: Sequence[object] = [
        tag(
            "li",
            link(file_name(shown, ref.name), piece(ref.name)),
            zh_en(f"，{ref.rows}行", f", {ref.rows} rows"),
        )
        for ref in shown.entry.files
    ]
    sealed = [
        tag(
            "li",
            piece(t.name),
            zh_en(f"，{t.rows}行，封存，根 ", f", {t.rows} rows, sealed, root "),
            tag("code", t.root[:8], title=t.root),
        )
        for t in shown.entry.tables
    ]
    proof = tag("li", link(proof_name(shown.index), zh_en("证明文件", "proof file")))
    return tag("ul", *files, *sealed, proof, class_="content")


def file_name(shown: Shown, name: str, extension: str = "json") -> str:
    """A published file as the site calls it: the act's place, then what it is."""
    return f"{shown.index:03d}-{name}.{extension}"


def proof_name(index: int) -> str:
    return f"{index:03d}.tlog-proof"


def state_words(record: Record) -> Html:
    """Place of the notice's record in one line."""
    return text(
        Words(
            zh=f"共{record.size}条，根 {record.root[:8]}", en=f"{record.size} entries, root {record.root[:8]}"
        )
    )
