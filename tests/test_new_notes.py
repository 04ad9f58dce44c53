"""New notes: called as those beside them, and filled from a template."""

from __future__ import annotations

import pytest

from studytrack.locales import every
from studytrack.notes.naming import LONGEST_NAME, Naming, file_name, learned
from studytrack.notes.template import PLACES, checklist, filled

TITLES = {
    "2.1": "核心数据结构分析",
    "3.4": "KV缓存管理分析",
    "3.5": "What's new? C++",
    "4.4": "Python API分析",
    "Jack plane": "Jack plane",
    "Planes / Quiz": "Quiz",
    "CON:1": "Console",
    "README": "Read me",
}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], ["2.1-核心数据结构分析.md", "3.5-whats-new-c.md", "4.4-python-api分析.md"]),
        (["README.md", "x.md"], ["2.1-核心数据结构分析.md", "3.5-whats-new-c.md", None]),
        (["phase3/3.4-kv-cache.md"], ["2.1.md", "3.5-whats-new-c.md", "4.4-python-api.md"]),
        (["3.4-KV缓存.md"], ["2.1-核心数据结构分析.md", "3.5-Whats-new-C.md", None]),
        (["3.5-news.md"], ["2.1-核心数据结构分析.md", "3.5-whats-new-c.md", None]),
        (["3.4.md", "2.1.md", "3.5-news.md"], ["2.1.md", "3.5.md", "4.4.md"]),
        (["3.4_kv_cache.markdown"], ["2.1.markdown", "3.5_whats_new_c.markdown", None]),
        (["3.4 kv cache.md"], ["2.1.md", "3.5 whats new c.md", None]),
        (["3.4 - KV Cache.md"], ["2.1.md", "3.5 - Whats new C.md", None]),
        (["3.4-kv_cache.md"], ["2.1.md", "3.5-whats_new_c.md", None]),
    ],
    ids=str,
)
def test_notes_are_called_as_those_beside_them(names, expected):
    """Words or none, in which letters, with what between them: most of the others decide."""
    naming = learned(names, TITLES)
    for task, name in zip(["2.1", "3.5", "4.4"], expected, strict=True):
        if name is not None:
            assert file_name(task, TITLES[task], naming, TITLES) == name


def test_a_bare_name_tells_nothing_where_the_title_has_no_words_to_take():
    """Those of other folders tell more; those beside it count first where they do."""
    elsewhere = learned(["3.4-kv-cache.md"], TITLES)
    assert learned(["2.1.md"], TITLES, usual=elsewhere) == elsewhere
    assert learned(["4.4.md"], TITLES, usual=elsewhere).gap is None
    assert learned(["4.4_Python.md"], TITLES, usual=elsewhere).blank == "_"
    assert learned([], TITLES, usual=learned(["4.4.md"], TITLES)).gap is None


@pytest.mark.parametrize("task", ["Planes / Quiz", "CON:1", "README", "a\nb", "x" * 300])
def test_what_no_file_can_be_called_has_no_note(task):
    """A name that some file system refuses, that is a README, or that names no task."""
    assert file_name(task, "Title", Naming(), [*TITLES, task, "1"]) is None


def test_names_are_short_and_name_their_task():
    """The id is not run into the words, and long titles are cut between words."""
    assert file_name("Jack plane", "Jack plane", Naming(), TITLES) == "Jack plane.md"
    assert file_name("3.1", "0 of 5", Naming(gap=""), ["3.1", "3.10"]) == "3.1.md"
    long = file_name("3.1", "word " * 50, Naming(), ["3.1"])
    assert long == "3.1-" + "-".join(["word"] * 12) + ".md"
    chinese = file_name("3.1", "字" * 500, Naming(), ["3.1"])
    assert len(chinese.encode()) <= LONGEST_NAME


TEMPLATE = "# {id} {title}\n\n- Estimate: {estimate}\n\n## Steps\n\n{steps}\n\n## Notes\n"


@pytest.mark.parametrize(
    ("template", "values", "expected"),
    [
        ("", {}, ""),
        ("As it is: {unknown} {{id}}\n", {"id": "1"}, "As it is: {unknown} {1}\n"),
        (TEMPLATE, {"title": "Pages"}, "# Pages\n\n## Notes\n"),
        (
            TEMPLATE,
            {"id": "1.1", "title": "{steps}", "estimate": "2h", "steps": checklist(["a", "b"])},
            "# 1.1 {steps}\n\n- Estimate: 2h\n\n## Steps\n\n- [ ] a\n- [ ] b\n\n## Notes\n",
        ),
        (
            "# {title}\r\n\r\n{steps}\r\n",
            {"title": "Pages", "steps": checklist(["a", "b"])},
            "# Pages\r\n\r\n- [ ] a\r\n- [ ] b\r\n",
        ),
        ("---\ntask: {id}\n---\n", {"id": "1.1"}, "---\ntask: 1.1\n---\n"),
        ("## Mine\n\n{steps}\ntext\n", {}, "## Mine\n\ntext\n"),
    ],
    ids=repr,
)
def test_places_take_what_is_known(template, values, expected):
    """What is not known leaves nothing behind, and values are never read again."""
    assert filled(template, values) == expected


@pytest.mark.parametrize("locale", list(every()), ids=lambda one: one.name)
def test_every_language_has_a_template(locale):
    """It has the task, its estimate, the day and the steps, in its own words."""
    text = filled(locale.writing["note"].lstrip("\n"), dict.fromkeys(PLACES, "X"))
    assert text.startswith("# X X\n\n- ")
    assert text.count("X") == 5
    assert (
        filled(locale.writing["note"].lstrip("\n"), {"title": "X"})
        == "# X\n\n" + text[text.rindex("##") :]
    )
