"""Placement: picking in rank order (按名次选岗)."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from dinggang.basis import Fault, Id, Words
from dinggang.plan import HeadcountKind, PlacementRule, Post
from dinggang.selection.obstacles import OpenPosts, Refused, counted, full, no_list, not_considered
from dinggang.selection.ranking import TIE_WORDS
from dinggang.selection.values import Choices, Placed, Placement, Ranked, Ranking, Why


def choosing_order(ranking: Ranking) -> tuple[Ranked, ...]:
    """Everyone in the order in which they choose.

    On one board this is its strict order. Boards of different headcount kinds share no posts as a rule; where a
    plan opens a post across kinds, the higher score chooses first, then the better place on one's own board, then
    the administrative board. No board's own order is ever changed by this.
    """
    kinds = (*HeadcountKind, None)
    return tuple(sorted(ranking.ranked, key=lambda r: (-r.score, r.order, kinds.index(r.group))))


def place(
    rule: PlacementRule,
    posts: Sequence[Post],
    ranking: Ranking,
    choices: Sequence[Choices],
    refused: Refused,
) -> Placement:
    """In choosing order each takes the first post on their own list that has an opening and is open to them.

    `posts` are those open to competition, with the openings left to it. `refused` holds the reasons of every pair
    of a ranked person and one of these posts that is not eligible, listed or not. Of a list only the first
    `max_choices` count. Raises Fault for people who are still tied: nobody is placed by a provisional order.
    """
    if ranking.undrawn:
        raise Fault("people are still tied; a draw must be on record before anybody is placed")
    picking = _Picking(rule, posts, ranking, choices, refused)
    placed = tuple(picking.next(ranked) for ranked in choosing_order(ranking))
    return Placement(placed=placed, openings_left={post.id: picking.left[post.id] for post in posts})


class _Picking:
    """The openings as they are taken, one person after the other."""

    def __init__(
        self,
        rule: PlacementRule,
        posts: Sequence[Post],
        ranking: Ranking,
        choices: Sequence[Choices],
        refused: Refused,
    ) -> None:
        self.max_choices = rule.max_choices
        self.openings = {post.id: post.openings for post in posts}
        self.left = Counter(self.openings)
        self.open = OpenPosts(post for post, openings in self.openings.items() if openings > 0)
        self.last: dict[Id, Ranked] = {}
        self.separated = _Separated(ranking)
        self.refused = refused
        self.lists: defaultdict[Id, list[Choices]] = defaultdict(list)
        for listed in choices:
            self.lists[listed.person].append(listed)

    def next(self, ranked: Ranked) -> Placed:
        lists = self.lists.get(ranked.person, [])
        listed = lists[0].posts if len(lists) == 1 else ()
        if not listed:
            return Placed(person=ranked.person, post=None, choice=None, whys=(), reason=no_list(len(lists)))
        taken: int | None = None
        whys = []
        for number, post in enumerate(listed, start=1):
            obstacle = self._obstacle(ranked, listed, number, taken)
            if obstacle is None:
                taken, obstacle = number, self._take(ranked, post, number)
            whys.append(Why(post=post, words=obstacle))
        if taken is None:
            reason = self._unplaced(ranked.person, listed)
            return Placed(person=ranked.person, post=None, choice=None, whys=tuple(whys), reason=reason)
        return Placed(person=ranked.person, post=listed[taken - 1], choice=taken, whys=tuple(whys))

    def _obstacle(self, ranked: Ranked, listed: Sequence[Id], number: int, taken: int | None) -> Words | None:
        """Why the post of this number on the list is not taken; None when it can be."""
        reason = not_considered(
            ranked.person, listed, number, taken, self.max_choices, self.openings, self.refused
        )
        if reason is not None:
            return reason
        post = listed[number - 1]
        return self._full(ranked, post) if self.left[post] == 0 else None

    def _take(self, ranked: Ranked, post: Id, number: int) -> Words:
        left = self.left[post]
        self.left[post] -= 1
        if self.left[post] == 0:
            self.open.close(post)
        self.last[post] = ranked
        return Words(
            zh=f"第{number}志愿选中：综合成绩{ranked.score:f}，第{ranked.order}个选岗，"
            f"该岗位{self.openings[post]}个名额，选时还剩{left}个。",
            en=f"Taken as choice {number}: score {ranked.score:f}, number {ranked.order} to choose; "
            f"{left} left of {counted(self.openings[post], 'opening')}.",
        )

    def _full(self, ranked: Ranked, post: Id) -> Words:
        """The cut-off is final when somebody meets a full post: those who choose later cannot change it."""
        if post not in self.last:
            return Words(zh="该岗位没有名额。", en="The post has no opening.")
        last = self.last[post]
        return full(self.openings[post], last.score, ranked.score, lambda: self.separated.by(last, ranked))

    def _unplaced(self, person: Id, listed: Sequence[Id]) -> Words:
        named = [post for post in dict.fromkeys(listed) if self.left[post] > 0]
        others = self.open.open_to(self.refused, person)
        others -= sum(not self.refused.get((person, post)) for post in named)
        return Words(
            zh=f"所填{len(listed)}个志愿都没有选中；轮到本人时，未填报的岗位中还有{others}个有名额且符合条件。",
            en=f"None of {counted(len(listed), 'choice')} could be taken; when the turn came, "
            f"{counted(others, 'post')} not on the list had openings and were open to this person.",
        )


class _Separated:
    """What separates two people of equal score."""

    def __init__(self, ranking: Ranking) -> None:
        self.ties = ranking.ties
        self.at = {(r.group, r.order): r for r in ranking.ranked}

    def by(self, above: Ranked, below: Ranked) -> Words:
        """The rule in words.

        On one board it is the earliest rule among those that separate neighbours between the two, because the
        order there is lexicographic.
        """
        if above.group is not below.group:
            return Words(zh="两榜同分，按各自榜上的次序", en="the places on the two boards")
        between = {
            self.at[below.group, order].decided_by for order in range(above.order + 1, below.order + 1)
        }
        rule = next((tie for tie in self.ties if tie in between), None)
        if rule is None:  # a board made elsewhere need not say what separated its equals
            return Words(zh="按榜上的次序", en="the order of the board")
        return Words(zh=f"按{TIE_WORDS[rule].zh}排序", en=f"the tie rule “{TIE_WORDS[rule].en}”")
