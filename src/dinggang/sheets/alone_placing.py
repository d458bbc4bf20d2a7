"""Posts, lists and a board, standing alone: what one placement is made from."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec

from dinggang.basis import Id, Problem, Rounding, RoundingMode, Where, Words, plain
from dinggang.plan import Filling, HeadcountKind, Mechanism, PlacementRule, Post, Stratum, TieBreak
from dinggang.selection import TIE_WORDS, Choices, Field, PostScores, Ranked, Ranking
from dinggang.sheets import tables
from dinggang.sheets.alone import Reading, nobody, read_table_file
from dinggang.sheets.alone_board import (
    ID,
    NAME,
    applied_column,
    as_headed,
    has_column,
    measure_columns,
    open_sheet,
    post_columns,
)
from dinggang.sheets.alone_rules import Ruled
from dinggang.sheets.columns import (
    choice_column,
    few,
    id_column,
    note_column,
    number_column,
    text_column,
    whole_column,
)
from dinggang.sheets.declare import Table
from dinggang.sheets.gather import Known, check_references, ids
from dinggang.sheets.grids import Grid, read_grids
from dinggang.sheets.rows import Row, read_rows
from dinggang.sheets.troubles import Problems, problem

PERSON_ALONE = id_column("person", "人员编号", "P001")
POST = id_column("post", "岗位编号", "O01", refers="posts")


class Given(NamedTuple):
    """What the files hold: the field of the placement, names of people and posts, and people who list posts without a rank."""

    field: Field
    names: Mapping[str, str]
    titles: Mapping[str, str]
    unranked: tuple[Id, ...]


def read_placing(posts: Path, choices: Path, board: Path, ruled: Ruled, problems: Problems) -> Given | None:
    """Everything a placement needs, None with problems."""
    opened, listed_posts, titles = _posts(posts, problems)
    known = Known(ids={"posts": ids(listed_posts)})
    reading = Reading(ruled, problems, {"choices": choices})
    lists = reading.choices(known)
    refused = _refused(choices, known, problems)
    ranking, names = _board(board, ruled, problems)
    scores = _scores(board, known, problems)
    if problems or ruled.seen.plan is None:
        return None
    if not reading.people:
        problems.append(nobody(choices.name))
    rule = ruled.rules.placement
    ranked = {r.person for r in ranking.ranked}
    problems.extend(_strangers(refused, ranked | reading.people))
    problems.extend(_unknown_posts(rule, {r.cells["id"] for r in listed_posts or ()}, ruled))
    problems.extend(_scores_fit(rule, scores, lists, ranked, ruled, board.name))
    field = Field(
        rule=rule,
        posts=opened,
        ranking=ranking,
        choices=lists,
        refused={pair: (Words(zh=why, en=why),) for pair, (why, _) in refused.items()},
        post_scores=scores,
    )
    unranked = tuple(sorted({c.person for c in lists} - ranked))
    return Given(field, {**reading.names, **names}, titles, unranked)


def _posts(path: Path, problems: Problems) -> tuple[tuple[Post, ...], list[Row] | None, Mapping[str, str]]:
    """Posts open to competition. A case's posts.xlsx will do; of it only who competes, and for how many, is looked at."""
    kept = {"id", "openings"}
    columns = tuple(
        c if c.key in kept else msgspec.structs.replace(c, required=False, few=True)
        for c in tables.POSTS.columns
    )
    grid = open_sheet(path, ("岗位",), problems)
    if grid is None:
        return (), None, {}
    table = as_headed(msgspec.structs.replace(tables.POSTS, columns=columns), grid)
    rows = read_rows(grid, table, problems)
    if rows is not None and not rows:
        problems.append(nobody(path.name))
    opened = tuple(
        Post(
            id=row.cells["id"],
            name=row.cells.get("name", row.cells["id"]),
            kind=row.cells.get("kind", HeadcountKind.INSTITUTION),
            stratum=Stratum.GENERAL,
            filling=Filling.COMPETE,
            openings=row.cells.get("openings", 1),
        )
        for row in rows or ()
        if row.sound
        and row.cells.get("filling", Filling.COMPETE) is Filling.COMPETE
        and row.cells.get("stratum") is not Stratum.LEADER
    )
    titles = {r.cells["id"]: r.cells["name"] for r in rows or () if {"id", "name"} <= r.cells.keys()}
    return opened, rows, titles


_REFUSED = Table(
    name="refused",
    file="choices",
    sheet="不符合",
    unique=("person", "post"),
    columns=(
        PERSON_ALONE,
        few(msgspec.structs.replace(NAME, key="name_check")),
        POST,
        text_column("reason", "理由", "为什么不符合这个岗位的条件。", "why not", required=True),
    ),
)


def _extra(path: Path, table: Table, problems: Problems) -> list[Row]:
    """The rows of a sheet that may be missing from a workbook; a CSV has none."""
    if not path.name.endswith(".xlsx"):
        return []
    unsaid = (
        Problems()
    )  # what is wrong with the file as a whole has been said by whoever read its first sheet
    content = read_table_file(path, unsaid)
    grid = (
        None
        if content is None
        else read_grids(path.name, content, (), (table.sheet,), unsaid).get(table.sheet)
    )
    return [] if grid is None else read_rows(grid, as_headed(table, grid), problems) or []


def _refused(path: Path, known: Known, problems: Problems) -> dict[tuple[Id, Id], tuple[str, Row]]:
    rows = _extra(path, _REFUSED, problems)
    check_references(rows, known, problems)
    return {(r.cells["person"], r.cells["post"]): (r.cells["reason"], r) for r in rows if r.sound}


_SCORES = Table(
    name="post_scores",
    file="board",
    sheet="岗位成绩",
    unique=("person", "post"),
    columns=(
        PERSON_ALONE,
        few(msgspec.structs.replace(NAME, key="name_check")),
        POST,
        number_column("post_score", "岗位成绩", "按这个岗位的权重算的成绩。", "the score at the post"),
    ),
)


def _scores(path: Path, known: Known, problems: Problems) -> PostScores:
    rows = _extra(path, _SCORES, problems)
    check_references(rows, known, problems)
    return {(r.cells["person"], r.cells["post"]): r.cells["post_score"] for r in rows if r.sound}


def _board_table(ruled: Ruled) -> Table:
    return Table(
        name="board",
        file="board",
        sheet="排名榜",
        unique=("id",),
        columns=(
            ID,
            NAME,
            few(whole_column("rank", "名次", "可不填。", "optional", required=False)),
            few(whole_column("order", "次序", "选岗的先后。", "the order of choosing", required=False)),
            few(choice_column("group", "编制类别", HeadcountKind, "headcount kind", required=False)),
            applied_column(),
            *post_columns(),
            *measure_columns(ruled),
            number_column("score", "综合成绩", "综合成绩。", "the score", required=False),
            few(note_column("note", "说明", "同分怎样分先后。", "what separated equals")),
        ),
    )


def _board(path: Path, ruled: Ruled, problems: Problems) -> tuple[Ranking, Mapping[str, str]]:
    """The board as `dinggang rank` writes it, or any with id, score and an order without equals."""
    grid = open_sheet(path, ("排名榜",), problems)
    if grid is None:
        return Ranking(ranked=(), unranked=()), {}
    table = as_headed(_board_table(ruled), grid)
    rows = read_rows(grid, table, problems) or []
    key = "order" if has_column(table, grid, "order") else "rank"
    if not has_column(table, grid, key):
        problems.append(_no_order(grid))
        return Ranking(ranked=(), unranked=()), {}
    on_board = [r for r in rows if "id" in r.cells and ("score" in r.cells or key in r.cells)]
    if rows and not on_board:
        problems.append(nobody(path.name))
    for row in on_board:
        problems.extend(_half(row, key))
    whole = [r for r in on_board if {"score", key} <= r.cells.keys()]
    problems.extend(_out_of_order(whole, key))
    # Without the rules of the board nobody knows which of several rules came first: then the board itself is named.
    ties = ruled.rules.composite.ties if ruled.sure("composite") else ()
    places = max((_places(r.cells["score"]) for r in whole), default=0)
    ranked = tuple(
        Ranked(
            person=r.cells["id"],
            group=r.cells.get("group"),
            rank=r.cells.get("rank") or r.cells[key] or 1,
            order=r.cells[key] or 1,
            score=_written_alike(r.cells["score"], places),
            decided_by=_decided(r.cells.get("note", "")),
        )
        for r in whole
    )
    names = {r.cells["id"]: r.cells["name"] for r in rows if {"id", "name"} <= r.cells.keys()}
    return Ranking(ranked=ranked, unranked=(), ties=ties), names


def _places(number: Decimal) -> int:
    return max(0, -int(Decimal(plain(number)).as_tuple().exponent))


def _written_alike(number: Decimal, places: int) -> Decimal:
    """The number with so many digits behind the point as the finest score of the board has: a spreadsheet drops zeros."""
    return Rounding(mode=RoundingMode.HALF_UP, places=places)(number)


def _decided(note: str) -> TieBreak | None:
    """The tie rule that the board names in its remark."""
    return next((tie for tie, words in TIE_WORDS.items() if f"按{words.zh}排后" in note), None)


def _no_order(grid: Grid) -> Problem:
    return problem(
        grid.where(column="次序"),
        "缺少“次序”列，也没有“名次”列，不知道谁先选岗。",
        "There is neither a column 次序 (order) nor 名次 (rank): who chooses first is not known.",
        "请用dinggang rank写出的排名榜，或补上“次序”列，从1起，同分的不能并列。",
        "Hand in the board that dinggang rank writes, or add a column 次序 from 1 on without equals.",
    )


def _half(row: Row, key: str) -> Iterable[Problem]:
    """A score without an order (a draw is due), or an order without a score."""
    person = row.cells["id"]
    if key not in row.cells and key not in row.unread:
        yield problem(
            row.where(key),
            f"{person}有综合成绩，没有次序：同分还没有分出先后。",
            f"{person} has a score but no order: equals are not separated yet.",
            "请先抽签，在成绩表填“抽签”列，重新运行dinggang rank，再定岗。",
            "Draw first, write the lots into the column 抽签, run dinggang rank again, then place.",
        )
    if "score" not in row.cells and "score" not in row.unread:
        yield problem(
            row.where("score"),
            f"{person}有次序，没有综合成绩。",
            f"{person} has an order but no score.",
            "请补填综合成绩；没有排名的人，两格都空着。",
            "Fill in the score; leave both empty for people without a rank.",
        )


def _out_of_order(rows: Sequence[Row], key: str) -> Iterable[Problem]:
    """Equal places, or a place before a higher score, on one board."""
    for group in (*HeadcountKind, None):
        mine = sorted((r for r in rows if r.cells.get("group") is group), key=lambda r: r.cells[key])
        for above, below in pairwise(mine):
            one, other = above.cells["id"], below.cells["id"]
            if above.cells[key] == below.cells[key]:
                yield problem(
                    below.where(key),
                    f"{one}和{other}都排在第{below.cells[key]}，分不出谁先选岗。",
                    f"{one} and {other} both have place {below.cells[key]}.",
                    "请先按规则或抽签分出先后，每人一个次序。",
                    "Separate them by the rules or by a draw; everyone needs an own place.",
                )
            elif above.cells["score"] < below.cells["score"]:
                yield problem(
                    below.where(key),
                    f"{other}成绩{below.cells['score']}，高于{one}的{above.cells['score']}，却排在后面。",
                    f"{other} scores {below.cells['score']}, more than {one}, yet stands behind.",
                    "请核对次序和成绩，或重新运行dinggang rank。",
                    "Check order and scores, or run dinggang rank again.",
                )


def _strangers(refused: Mapping[tuple[Id, Id], tuple[str, Row]], known: set[Id]) -> Iterable[Problem]:
    for (person, _), (_, row) in refused.items():
        if person not in known:
            yield problem(
                row.where("person"),
                f"{person}不在排名榜上，也没有填志愿。",
                f"{person} is neither on the board nor among the lists.",
                "请核对编号。",
                "Check the id.",
            )


def _unknown_posts(rule: PlacementRule, there: set[Id], ruled: Ruled) -> Iterable[Problem]:
    """Posts that the rule names and the table does not have."""
    named = [("post_weights", p) for g in rule.post_weights for p in g.posts]
    named += [("fit", p) for q in (rule.fit.quotas if rule.fit else ()) for p in q.posts]
    for key, post in named:
        if post not in there:
            yield problem(
                ruled.where("placement", key),
                f"岗位表里没有{post}。",
                f"There is no post {post}.",
                "请填写岗位表里的编号。",
                "Give an id of the posts table.",
            )


def _scores_fit(
    rule: PlacementRule,
    scores: PostScores,
    lists: Sequence[Choices],
    ranked: set[Id],
    ruled: Ruled,
    file: str,
) -> Iterable[Problem]:
    """Scores by post that the mechanism does not use, or that a post with weights of its own lacks."""
    sheet = Where(file=file, sheet=_SCORES.sheet)
    if scores and rule.mechanism not in {Mechanism.DEFERRED, Mechanism.BEST_FIT}:
        yield problem(
            sheet,
            f"定岗方法是{rule.mechanism.value}，用不到岗位成绩。",
            f"Mechanism {rule.mechanism.value} does not use scores by post.",
            "请删去“岗位成绩”工作表，或改用deferred、best_fit。",
            "Take the sheet out, or choose deferred or best_fit.",
        )
    weighed = {p for g in rule.post_weights for p in g.posts}
    lacking = [
        f"{c.person}/{post}"
        for c in lists
        if c.person in ranked
        for post in c.posts
        if post in weighed and (c.person, post) not in scores
    ]
    if lacking:
        some = "、".join(lacking[:5]) + ("等" if len(lacking) > 5 else "")
        yield problem(
            sheet if scores else ruled.where("placement", "post_weights"),
            f"规则给有的岗位单独定了权重，却缺{len(lacking)}个岗位成绩（{some}）。",
            f"Posts have weights of their own, but {len(lacking)} scores at them are missing ({some}).",
            "请用dinggang rank加同一份规则写出xlsx，里面有“岗位成绩”工作表，作为--board交来。",
            "Let dinggang rank write an .xlsx by the same rules: it has the sheet 岗位成绩; hand that in as --board.",
        )
