"""Pages of questions and references beside the tracker."""

from __future__ import annotations

import pytest

from studytrack import Study
from studytrack.errors import TrackerError, WriteError
from tests.cli.studies import CHINESE, ENGLISH, run
from tests.repositories import Builder


def built(folder, tracker="plans/tracker.md", text=ENGLISH) -> Builder:
    """A study with a question and a reference."""
    made = Builder.init(folder)
    made.commit("Plan", {tracker: text})
    made.commit("Study-Question: 1.1 why 4 KB?\nStudy-Ref: 1.1 src/page.c")
    return made


def test_a_page_is_made_and_kept_by_reconcile(tmp_path):
    """Its heading and block are written once; reconcile fills it from then on."""
    made = built(tmp_path)
    out = run(made.root, "questions", "--write").output
    assert out == (
        "plans/questions.md: written.\n"
        "Commit it, and reconcile keeps it current: git add plans/questions.md\n"
    )
    page = made.root / "plans/questions.md"
    name = made.head()[:7]
    assert page.read_text(encoding="utf-8") == (
        "# Questions\n\n<!-- studytrack:begin questions -->\n\n"
        f"**1.1** Pages\n\n- why 4 KB? (`{name}`, 2026-03-02, open)\n\n"
        "<!-- studytrack:end -->\n"
    )
    assert run(made.root, "questions", "--write").output == "plans/questions.md is up to date.\n"
    made.commit(f"Study-Answer: {name} history")
    result = Study.open(made.root).reconcile()
    assert [file.path for file in result.files] == ["plans/tracker.md", "plans/questions.md"]
    result.write()
    assert "  - history (2026-03-02)\n" in page.read_text(encoding="utf-8")
    assert not Study.open(made.root).reconcile().changed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"# References\n\n<!--"),
        (b"Mine", b"Mine\n\n<!--"),
        (b"Mine\r\n\r\nToo\r\n", b"Mine\r\n\r\nToo\r\n\r\n<!--"),
        (b"\xef\xbb\xbfMine\n", b"\xef\xbb\xbfMine\n\n<!--"),
    ],
    ids=["empty", "no newline", "crlf", "bom"],
)
def test_what_stands_in_a_page_stays(tmp_path, before, after):
    """The block is put at its end."""
    made = built(tmp_path)
    made.write({"plans/references.md": before})
    Study.open(made.root).notebook("references").write()
    data = (made.root / "plans/references.md").read_bytes()
    assert data.startswith(after)
    assert data.count(b"\r\n") in {0, data.count(b"\n")}
    assert b"- [`src/page.c`](../src/page.c)" in data


def test_a_block_stays_where_it_is(tmp_path):
    """It may have been moved, and text may stand around it."""
    made = built(tmp_path)
    block = "<!-- studytrack:begin questions phase=1 -->\nold\n<!-- studytrack:end -->\n"
    made.write({"plans/questions.md": f"a\n\n{block}\nb\n"})
    page = Study.open(made.root).notebook("questions")
    assert (page.file.new, page.file.text.count("studytrack:begin")) == (False, 1)
    assert page.file.text.startswith("a\n\n<!-- studytrack:begin questions phase=1 -->\n\n**1.1**")
    assert page.file.text.endswith("<!-- studytrack:end -->\n\nb\n")


@pytest.mark.parametrize(
    ("files", "name", "message"),
    [
        ({}, "../../x.md", "outside"),
        ({}, "x.txt", "only Markdown files"),
        ({}, "../.git/x.md", "outside"),
        ({"plans/x.md": b"\xff"}, "x.md", "x.md:1: this is not UTF-8"),
        ({"plans/x.md": b"x" * ((1 << 20) + 1)}, "x.md", "too large"),
        ({"plans/x.md": b"```\nfence\n"}, "x.md", "no block can be put at its end"),
        ({"plans/x.md/y": b""}, "x.md", "not a regular file"),
    ],
)
def test_other_files_are_refused_by_name(tmp_path, files, name, message):
    """And stay as they are."""
    made = built(tmp_path)
    made.write(files)
    with pytest.raises(TrackerError, match=message):
        Study.open(made.root).notebook("questions", name)
    done = run(made.root, "questions", "--write", "--file", name)
    assert done.exit_code == 2


def test_a_link_is_not_followed(tmp_path):
    """Wherever it leads."""
    made = built(tmp_path)
    (made.root / "plans/questions.md").symlink_to("tracker.md")
    with pytest.raises(TrackerError, match="symbolic link"):
        Study.open(made.root).notebook("questions")


def test_an_edit_made_meanwhile_is_not_lost(tmp_path):
    """Neither of a page that is there, nor of one that has come to be."""
    made = built(tmp_path)
    new = Study.open(made.root).notebook("questions")
    made.write({"plans/questions.md": "mine\n"})
    with pytest.raises(WriteError, match="there is something already"):
        new.write()
    old = Study.open(made.root).notebook("questions")
    made.write({"plans/questions.md": "mine too\n"})
    with pytest.raises(WriteError):
        old.write()
    assert (made.root / "plans/questions.md").read_text(encoding="utf-8") == "mine too\n"


def test_a_page_lies_in_its_own_study(tmp_path):
    """Beyond the study's folder nothing would keep it."""
    made = built(tmp_path, "a/tracker.md", CHINESE)
    made.commit("Config", {"a/studytrack.toml": ""})
    study = Study.open(made.root / "a")
    assert study.notebook("references").file.text.startswith("# 参考资料\n")
    with pytest.raises(TrackerError, match="only Markdown files of the study"):
        study.notebook("references", "../x.md")


def test_writing_takes_no_other_option(tmp_path):
    """A page has all of them."""
    made = built(tmp_path)
    for words in (
        ["--write", "1.1"],
        ["--write", "--open"],
        ["--write", "--json"],
        ["--file", "x"],
    ):
        assert run(made.root, "questions", *words).exit_code == 2
    assert run(made.root, "refs", "--write", "1.1").exit_code == 2
    assert not (made.root / "plans/questions.md").exists()
