"""From paying people to paying for services (养人→养事): the share of services, year by year (S17), and the money it is told from (S21)."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from dinggang.basis import CENT, Finding, Level, fraction, plain
from dinggang.plan import PathYear, Services
from dinggang.services.changes import as_changed
from dinggang.services.telling import told
from dinggang.services.values import Purchases, by_agreement

CURE = (
    "请说明原因，写明下一年怎样补上；年度数字有误的，在方案的services.path中更正。",
    "Explain why, and how the next year makes it good; correct services.path in the plan if a figure is wrong.",
)


def share(year: PathYear) -> Fraction:
    """What part of all money goes to services, in per cent; nothing at all is no share."""
    both = fraction(year.staff) + fraction(year.services)
    return 100 * fraction(year.services) / both if both else Fraction(0)


def check_path(services: Services) -> Iterable[Finding]:
    """S17: a year's share below its target, or below the year before."""
    years = sorted(services.path, key=lambda y: y.year)
    for y in years:
        if y.target_share is not None and share(y) < fraction(y.target_share):
            short = _short(y)
            yield told(
                "S17",
                Level.EXPLAIN,
                (
                    (
                        f"{y.year}年{_figures(y)}，占{_percent(y)}%，低于目标{plain(y.target_share)}%，"
                        f"按当年总额还差{short}元。"
                    ),
                    (
                        f"{y.year}: {_percent(y)} per cent of the money went to services ({plain(y.services)} yuan, "
                        f"{plain(y.staff)} to staff), below the target of {plain(y.target_share)}: {short} yuan short."
                    ),
                ),
                CURE,
                [f"path:{y.year}"],
            )
    for before, y in pairwise(years):
        if share(y) < share(before):
            yield told(
                "S17",
                Level.EXPLAIN,
                (
                    (
                        f"{y.year}年{_figures(y)}，占{_percent(y)}%，比{before.year}年的{_percent(before)}%（{_figures(before)}）"
                        "倒退。"
                    ),
                    (
                        f"The share of services went back from {_percent(before)} per cent in {before.year} "
                        f"({plain(before.services)} yuan, {plain(before.staff)} to staff) to {_percent(y)} in {y.year} "
                        f"({plain(y.services)}, {plain(y.staff)})."
                    ),
                ),
                CURE,
                [f"path:{before.year}", f"path:{y.year}"],
            )


def check_agreed(services: Services, purchases: Purchases) -> Iterable[Finding]:
    """S21: the service money told for a year is not what the agreements of that year come to. In the last year, while lines
    still lack their agreement, less agreed than told says nothing.
    """
    parts = by_agreement(purchases)
    agreed = [as_changed(a, parts[a.id].changes) for a in purchases.agreements]
    for y in services.path:
        own = [a for a in agreed if a.year == y.year]
        total = sum((a.amount for a in own), Decimal(0))
        missing = {line.id for line in services.lines} - {a.line for a in own}
        coming = bool(missing) and y.year == max(a.year for a in agreed) if own else True
        if not own or total == y.services or (coming and total < y.services):
            continue
        yield told(
            "S21",
            Level.EXPLAIN,
            (
                (
                    f"{y.year}年的服务经费，方案的年度数写{plain(y.services)}元，当年{len(own)}份协议合计{plain(total)}元，"
                    f"相差{plain(abs(total - y.services))}元，占比不能以此为准。"
                ),
                (
                    f"{y.year}: services.path tells {plain(y.services)} yuan for services, the {len(own)} agreements of the year "
                    f"come to {plain(total)}: {plain(abs(total - y.services))} apart, so the share told is not theirs."
                ),
            ),
            (
                "请核对services.path和协议，写错的更正；确有协议以外的服务支出的，请说明。",
                "Check services.path and the agreements; explain services paid for without an agreement.",
            ),
            [f"path:{y.year}", *(f"agreements:{a.id}" for a in own)],
        )


def _figures(y: PathYear) -> str:
    return f"人员经费{plain(y.staff)}元、服务经费{plain(y.services)}元"


def _percent(y: PathYear) -> str:
    """To two places, for reading; what is compared is exact."""
    return plain(CENT(share(y)))


def _short(y: PathYear) -> str:
    wanted = (fraction(y.staff) + fraction(y.services)) * fraction(y.target_share or 0) / 100
    return plain(CENT(wanted - fraction(y.services)))
