"""Records as pages: those behind each field of a task, and all of them in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.cli.output.page import Column, Line, Page, Piece, Style, Table, line
from studytrack.cli.styles import STYLES
from studytrack.phrases import author_text, commit_text, sources, status_text, undone, value_text
from studytrack.terms import FieldName, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.locales import Locale
    from studytrack.logged import LoggedRecord, Why, WhyField


def account(why: Why, locale: Locale) -> Page:
    """Each field of a task, its value, and the records behind it."""
    lines: list[Line] = [line(Piece(f"{locale.say('heading-task')} {why.task}", Style.TITLE))]
    for field in why.fields:
        lines.extend(_field(field, locale))
    return tuple(lines)


def _field(field: WhyField, locale: Locale) -> Iterator[Line]:
    name = locale.fields[field.field.value]
    yield line(locale.say("label", name=name), _value(field, locale), indent=4)
    if not field.records:
        yield line("    ", Piece(locale.say("stands"), Style.QUIET), indent=4)
    among = sources(field.records)
    told: set[tuple[str | None, str, bool]] = set()
    for record in field.records:
        # One trailer may give several records: done, a time and a takeaway.
        key = (record.commit, record.text, record.effective)
        if key not in told:
            told.add(key)
            yield _record(record, undone(locale, record, among), locale)


def _value(field: WhyField, locale: Locale) -> Piece:
    if field.value is None:
        return Piece(locale.say("blank"), Style.QUIET)
    if field.field is FieldName.STATUS:
        status = Status(field.value)
        return Piece(status_text(locale, status), STYLES[status])
    if field.field in {FieldName.NOTES, FieldName.LEARNER}:
        return Piece(field.value, Style.STRONG)
    return Piece(value_text(locale, field.value), Style.STRONG)


def _record(record: LoggedRecord, gone: str, locale: Locale) -> Line:
    style = Style.PLAIN if record.effective else Style.GONE
    when = _joined(str(record.date or ""), author_text(record))
    pieces: list[str | Piece] = [
        "    ",
        Piece(_commit(record, locale), Style.COMMIT),
        Piece(f"  {when}  " if when else "  ", Style.QUIET),
        Piece(_told(record, locale), style),
    ]
    if gone:
        pieces.append(Piece(locale.say("aside", text=gone), Style.WARNING))
    return line(*pieces, indent=8)


def _told(record: LoggedRecord, locale: Locale) -> str:
    """The trailer as it stands, what a note says, or that there is one."""
    if record.text and record.text != record.path:
        return _joined(record.path, record.text)
    return _joined(_said(record, locale), record.path)


def journal(records: tuple[LoggedRecord, ...], task: str | None, locale: Locale) -> Page:
    """A row for each record, in the order given."""
    if not records:
        key = "no-records" if task is None else "no-records-task"
        trailer = Piece(f"Study-Task: {task or '1.1'} done", Style.COMMAND)
        return (line(locale.say(key, task=task), trailer, indent=2),)
    names = ("date", "commit", "task", "record", "text", "author")
    date, commit, tasks, record, text, author = (locale.say(f"heading-{name}") for name in names)
    columns = (
        Column(date),
        Column(commit),
        Column(tasks),
        Column(record),
        Column(text, whole=False),
        Column(author, whole=False),
    )
    among = sources(records)
    rows = (_row(record, undone(locale, record, among), locale) for record in records)
    return (Table(columns, tuple(rows)),)


def _row(record: LoggedRecord, gone: str, locale: Locale) -> tuple[Piece, ...]:
    style = Style.PLAIN if record.effective else Style.GONE
    phase = "" if record.phase is None else locale.say("phase", number=record.phase)
    of = record.task or phase
    said = _joined(record.path, _value_said(record, locale))
    if gone:
        said = f"{said}{locale.say('aside', text=gone)}".strip()
    return (
        Piece(str(record.date or ""), style),
        Piece(_commit(record, locale), Style.COMMIT),
        Piece(of, style),
        Piece(locale.say(f"kind-{record.kind}"), style),
        Piece(said, Style.QUIET if gone else style),
        Piece(author_text(record), Style.QUIET),
    )


def _said(record: LoggedRecord, locale: Locale) -> str:
    return _joined(locale.say(f"kind-{record.kind}"), _value_said(record, locale))


def _joined(*parts: str | None) -> str:
    return "  ".join(filter(None, parts))


def _value_said(record: LoggedRecord, locale: Locale) -> str:
    if record.value is None:
        return ""
    return value_text(locale, record.value) if record.kind == "time" else record.value


def _commit(record: LoggedRecord, locale: Locale) -> str:
    return commit_text(record.commit) if record.commit else locale.say("no-commit")
