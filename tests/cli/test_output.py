"""Results replace the results of an earlier run, and nothing else."""

import pytest

from dinggang.basis import Refusal
from dinggang.cli.output import publish


def names(folder):
    return sorted(p.name for p in folder.iterdir())


def test_results_replace_earlier_ones(tmp_path):
    out = tmp_path / "结果"
    publish(out, {"甲.txt": b"1", "乙.txt": b"2"})
    (out / "Thumbs.db").write_bytes(b"")
    publish(out, {"甲.txt": b"3"})

    assert (out / "甲.txt").read_bytes() == b"3"
    assert names(out) == [".dinggang", "甲.txt"]
    assert names(tmp_path) == ["结果"]


def test_what_a_clerk_put_beside_them_is_not_lost(tmp_path):
    out = tmp_path / "结果"
    publish(out, {"甲.txt": b"1"})
    (out / "签字扫描件.pdf").write_bytes(b"x")

    with pytest.raises(Refusal) as caught:
        publish(out, {"甲.txt": b"2"})

    assert "签字扫描件.pdf" in caught.value.problems[0].words.zh
    assert (out / "甲.txt").read_bytes() == b"1"
    assert names(out) == [".dinggang", "甲.txt", "签字扫描件.pdf"]


@pytest.mark.parametrize("make", ["write_bytes", "mkdir"])
def test_a_file_or_a_foreign_folder_in_the_place(tmp_path, make):
    out = tmp_path / "out"
    if make == "mkdir":
        out.mkdir()
        (out / "plan.toml").write_bytes(b"")
    else:
        out.write_bytes(b"")

    with pytest.raises(Refusal):
        publish(out, {"甲.txt": b"1"})

    assert names(tmp_path) == ["out"]


def test_a_failure_leaves_the_earlier_results_whole(tmp_path):
    out = tmp_path / "结果"
    publish(out, {"甲.txt": b"1"})

    with pytest.raises(Refusal):
        publish(out, {"甲.txt": b"2", "没有的/乙.txt": b"3"})

    assert (out / "甲.txt").read_bytes() == b"1"
    assert names(tmp_path) == ["结果"]
