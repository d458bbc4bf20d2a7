"""What the READMEs show is what the program prints."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).with_name("dinggang")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_printed_demo_stands_in_the_readme(name: str, tmp_path: Path) -> None:
    out = tmp_path / "town-2006"
    done = subprocess.run(
        [PROGRAM, "run", "examples/town-2006", "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    block = re.search(
        r"<!-- demo:begin -->\n```\n(.*?)```\n<!-- demo:end -->", (ROOT / name).read_text(), re.DOTALL
    )
    assert block is not None
    # The root is another one each time: keys and salts are random.
    shown = re.sub(r"根 [0-9a-f]{8}。", "根 ········。", done.stdout)
    assert shown.replace(str(out), "build/town-2006") == block.group(1)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_link_of_the_readme_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text())
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
