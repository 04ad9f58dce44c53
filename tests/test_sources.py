"""Which code a note names: front matter, lines of its text, links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack import locales
from studytrack.notes.front_matter import front_matter
from studytrack.notes.sources import MOST, labels_of, sources_of

NOTE = "plans/phase3/3.4-kv-cache.md"
OWN = frozenset({"plans/tracker.md", "plans/phase3/3.3.md"})
WORDS = tuple(word for locale in locales.every() for word in locale.notes["sources"])


def sources(text: str | bytes):
    """What a note names, in its place beside a tracker."""
    data = text.encode() if isinstance(text, str) else text
    return sources_of(data, front_matter(data), NOTE, labels_of(WORDS), OWN.__contains__)


def first(text: str | bytes) -> list[str]:
    """The likeliest path of each source."""
    return [mention.paths[0] for mention in sources(text).mentions]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# KV cache\n\nWords.\n",
        "[paper](https://example.org/a.py), [mail](mailto:a@b.py), [top](#top), [](), [x]()",
        "![picture](../../src/a.py)\n",
        "[picture](../../docs/tree.SVG)\n",
        "[other note](3.3.md), [tracker](../tracker.md#phase-3)\n",
        "[out](../../../a.py), [git](../../.git/config), [Git](/.GIT/hooks/a.py)\n",
        "[all](../..), [all](/)\n",
        "`[code](../../src/a.py)`\n",
        "\\[no link](../../src/a.py)\n",
        "```\n[code](../../src/a.py)\nSource: src/a.py\n```\n",
        "- ~~~py\n  Source: src/a.py\n",
        "````\n```\nSource: src/a.py\n````\n",
        "<!-- [old](../../src/a.py) -->\n",
        "<!--\nSource: src/a.py\n-->\n",
        "[^1]: ../../src/a.py\n",
        "The source: src/a.py\nResource: src/a.py\nSources are src/a.py\n",
        "Source: https://example.org/a.py, `ftp://example.org/a.py`, arXiv:2309.06180\n",
        "Source: ../../../a.py, /etc/passwd, .git/config, `../.git/HEAD`\n",
        "Source:\nsrc/a.py\n",
        "---\nsource: src/a.py\nsummary: 'Source: src/a.py'\n---\n",
        "---\nsources: [https://example.org/a.py]\n---\n",
    ],
    ids=repr,
)
def test_nothing_is_named(text):
    """Pages elsewhere, pictures, the study's own files, code and paths that lead out are none."""
    assert sources(text) == ((), ())


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("---\nsources: src/a.py\n---\n", ["src/a.py"]),
        ("---\nsources: [src/a.py, ./b.py, ../../src/, src/a.py]\n---\n",
         ["src/a.py", "plans/phase3/b.py", "src"]),
        ("+++\nsources = ['src/我的 文件.py']\n+++\n", ["src/我的 文件.py"]),
        ("> 源文件：python/minisgl/kvcache/radix.py\n", ["python/minisgl/kvcache/radix.py"]),
        ("> Source: src/a.py\n", ["src/a.py"]),
        ("> Sources: src/a.py, `b c.py`\n", ["b c.py", "src/a.py"]),
        ("> Sources: src/a.py, src/b.py；src/c.py、src/d.py\r\n",
         ["src/a.py", "src/b.py", "src/c.py", "src/d.py"]),
        ("**源文件**：`python/radix.py`\r\n", ["python/radix.py"]),
        ("**Source files:** `a.py` and `b.py`\n", ["a.py", "b.py"]),
        ("- __SOURCE__ : *a.py*.\n", ["a.py"]),
        ("源码：a.py（第10-40行），b.py (whole)。\n", ["a.py", "b.py"]),
        ("Исходный файл: src/a.py\n", ["src/a.py"]),
        ("Source:\n\n- `a.py`\n- b.py\n\nWords.\n\n- c.py\n", ["a.py", "b.py"]),
        ("see [radix](../../src/radix.py#L10-L40) and [b](<../../src/b c.py>)\n",
         ["src/radix.py", "src/b c.py"]),
        ("[x](../../src/%E6%88%91%20a.py), [y](/src/b.py), [folder](../../src/)\n",
         ["src/我 a.py", "src/b.py", "src"]),
        ("Words that\nwrap [the radix\ncache](../../src/a.py)\n", ["src/a.py"]),
        ("see [a][1]\n\n[1]: ../../src/a.py\n[two]: <../../src/b c.py>\n",
         ["src/a.py", "src/b c.py"]),
        ("| [a](../../src/a.py) | ` |\n| [b](../../src/b.py) | ` |\n", ["src/a.py", "src/b.py"]),
        ("```\nx\n```\n[a](../../src/a.py)\n", ["src/a.py"]),
        ("<!-- x -->\nSource: a.py\n", ["a.py"]),
        ("\ufeff---\nsources: a.py\n---\nSource: b.py\n[c](/c.py)\n", ["a.py", "c.py", "b.py"]),
    ],
    ids=repr,
)  # fmt: skip
def test_sources_are_named(text, paths):
    """Paths are read in front matter, behind labels and in links, each once."""
    found = sources(text)
    assert [mention.paths[0] for mention in found.mentions] == paths
    assert found.findings == ()


def test_a_path_is_from_the_root_or_from_the_note():
    """From the root first, but for one that begins with a dot; a link is beside the note."""
    (mention,) = sources("Source: src/a.py:10\n").mentions
    assert mention.paths == (
        "src/a.py",
        "plans/phase3/src/a.py",
        "src/a.py:10",
        "plans/phase3/src/a.py:10",
    )
    (link,) = sources("[x](src/a.py)\n").mentions
    assert link.paths == ("plans/phase3/src/a.py",)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Source: a.py", ""),
        ("Source: a.py:10", "10"),
        ("Source: a.py:10-40", "10-40"),
        ("Source: `a.py#L10-L40`", "10-40"),
        ("---\nsources: a.py#L7\n---\n", "7"),
        ("[x](a.py#L10-L40)", "10-40"),
        ("[x](a.py:10)", "10"),
        ("[x](a.py#top)", ""),
    ],
    ids=repr,
)
def test_lines_are_told(text, lines):
    """Lines may stand behind a path as GitHub, editors and compilers write them."""
    (mention,) = sources(text).mentions
    assert (mention.lines, mention.paths[0].rpartition("/")[2]) == (lines, "a.py")


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("---\nsources: words\n---\n", True),
        ("Source: a.py", True),
        ("Source: src/", True),
        ("Source: `src/kvcache`", True),
        ("Source: `a b.py`", True),
        ("Source: TCP/IP", False),
        ("Source: chapter 3", False),
        ("Source: Tanenbaum p.10", False),
        ("Source: `RadixCache`", False),
        ("[x](src)", False),
        ("[x](../../issues/5)", False),
        ("[x](a.py)", True),
    ],
    ids=repr,
)
def test_a_word_may_be_no_path(text, certain):
    """What only may be a path is one where there is such a file, and nothing otherwise."""
    (mention,) = sources(text).mentions
    assert mention.certain is certain


@pytest.mark.parametrize(
    "path", ["../../../a.py", "/etc/passwd", ".git/config", "a/.GIT/x", "../..", '"a\\u202e.py"']
)
def test_front_matter_that_leads_out_is_named(path):
    """A path that cannot be one of the repository is a problem with the key."""
    found = sources(f"---\nsources: [{path}, a.py]\n---\n")
    assert [mention.paths[0] for mention in found.mentions] == ["a.py"]
    (finding,) = found.findings
    assert (finding.code, finding.values["reason"]) == ("front-matter-invalid", "source-path")


def test_a_note_names_so_many_sources_and_no_more():
    """A note made of links costs no more than a few of them."""
    text = "".join(f"[x](a{number}.py)\n\n" for number in range(1000))
    assert len(sources(text).mentions) == MOST


@given(st.text(alphabet="[]()`<>!-~:：源文件Source a./\\\n*_#>|,^\x00\u202e", max_size=200))
def test_no_text_raises(text):
    """Whatever a note says, each of its paths stays inside the repository."""
    for mention in sources(text).mentions:
        assert mention.paths
        for path in mention.paths:
            assert not path.startswith(("/", "../"))
            assert ".git" not in path.lower().split("/")


@pytest.mark.parametrize("piece", ["[", "`", "<!--", "Source: (", "> ", "[x](", "- ", "*", " "])
def test_time_is_linear(piece):
    """A mebibyte of what begins and never ends is read at once."""
    assert len(sources(f"](\nSource{piece * ((1 << 18) // len(piece))}").mentions) <= MOST
