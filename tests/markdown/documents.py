"""Markdown texts for the tests, made of lines that are tables, or nearly so."""

from __future__ import annotations

from hypothesis import strategies as st

LINES = [
    "| a | b |", "|a|b", "a | b", "a|b|", "|---|---|", "--|--", ":-: | -", "|-|-|",
    "   | x | y |", "    | x | y |", "\t|x|y", "  |x|y|", "  |-|-|", "  --|--", "|:--|--:|\t",
    "| a |", "|-|", "---", "===", "***", "- - -", "|", "||", "| |", "|||",
    "| a | b | c | d", "`a \\| b` | c", "| a \\\\| b | c", "a\\", "|---|---|\xa0",
    "- item", "  - foo", "-", "1. one", "2. two", "> quote", "> | a | b |", "> |---|---|",
    "# head", "## head ##", "", "", "text", "```", "~~~", "<div>", "<!--", "-->", "<b>",
    "[a]: /url", '"title"', "| \u3000全角 |\xa0x |", "| \x1ca | b\x85 |", "\xa0", "\f",
    "| a\u2028b | \0 |", "| 🟢 已完成 | ⚠️ |  ", "+ foo", "_a_ | b",
]  # fmt: skip

# Lines on which a table's header and another block could both begin: there GitHub and the
# library part ways.
CONTESTED = ["- a|b", "1. a|b", "2. a|b", "> a|b", "# a|b", "``` a|b", "<!-- a|b", "<b> | x"]

ENDINGS = ["\n", "\r\n", "\r"]


def documents(lines: list[str]) -> st.SearchStrategy[str]:
    """Texts of some of these lines, with any line endings, a BOM or not, the last ended or not."""
    head = ["a | b", "|---|---|"], ["| a |", "|-|"], ["|a|b", "  :-: | -"], ["| |", "|:-|"]
    some = st.sampled_from([*head * 5, *([line] for line in lines)])
    ended = st.tuples(some, st.sampled_from(ENDINGS)).map(
        lambda pair: "".join(line + pair[1] for line in pair[0])
    )
    body = st.lists(ended, max_size=12).map("".join)
    last = st.sampled_from(["", *lines])
    return st.tuples(st.sampled_from(["", "\ufeff"]), body, last).map("".join)


VALUES = st.text(max_size=20) | st.text(alphabet="a|\\ `*\n\r中🟢\ufe0f", max_size=12)
