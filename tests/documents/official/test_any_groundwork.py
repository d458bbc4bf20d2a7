"""Whatever a case has gathered of its groundwork, every paper is made whole or left out with a reason."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

import build
from dinggang.documents.official.complete import check_complete
from dinggang.documents.official.values import texts
from dinggang.groundwork import Groundwork
from dinggang.procedure import run
from dinggang.procedure.printing import issues

TABLES = Groundwork.__struct_fields__
SLUGS = frozenset(
    ("founding", "members", "opinions", "request", "duties", "signin", "mobilisation", "answers", "talks")
) | {"concerns", "minutes"}


@st.composite
def gathered(draw: st.DrawFn) -> Groundwork:
    """Some rows of each table; meetings stay whole, for attendance names them."""
    whole = build.groundwork()
    some = {
        table: tuple(row for row in getattr(whole, table) if draw(st.booleans()))
        for table in TABLES
        if table != "meetings"
    }
    return msgspec.structs.replace(whole, **some)


@settings(max_examples=40, deadline=None)
@given(gathered(), st.integers(1, len(build.acts())))
def test_every_paper_is_made_whole_or_left_out_with_a_reason(grounds: Groundwork, taken: int) -> None:
    case = build.bend(build.case(), groundwork=grounds, acts=build.acts()[:taken])
    folder = build.folder(case)
    for issue in issues(folder, run(folder), SLUGS):
        assert not issue.stopped, (issue.kind.slug, issue.told)
        if issue.left_out is not None:
            assert issue.left_out.zh
            assert issue.left_out.en
            continue
        for document in issue.documents:
            assert check_complete(document) == []
            assert all("None" not in text for _, text in texts(document))
