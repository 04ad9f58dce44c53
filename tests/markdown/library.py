"""The Markdown library with its own table rule, against which ours is held."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as library_rule


def library() -> MarkdownIt:
    """The library with its own table rule, as it comes."""
    return MarkdownIt("commonmark").enable("table").disable("inline")


def library_in_githubs_order() -> MarkdownIt:
    """The library with its own table rule, other blocks and underlines going before it."""

    def rule(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        below = state.src[state.bMarks[line + 1] : state.eMarks[line + 1]] if line + 1 < end else ""
        outer, state.parentType = state.parentType, "table"
        others = state.md.block.ruler.getRules("blockquote")
        taken = any(other(state, line, end, True) for other in others)
        state.parentType = outer
        return bool(below.strip(" \t-")) and not taken and library_rule(state, line, end, silent)

    parser = MarkdownIt("commonmark").disable("inline")
    parser.block.ruler.before("reference", "ordered", rule, {"alt": ["paragraph", "reference"]})
    return parser
