"""Trackers in other languages: how each is known, its words, and words that mean something else."""

from __future__ import annotations

import unicodedata

import pytest

from studytrack import Status, locales
from studytrack.errors import TrackerError
from studytrack.tracker.language import guess_locale
from studytrack.tracker.lexicon import Role, lexicon
from studytrack.tracker.reading import read
from studytrack.tracker.trailer_words import vocabulary_of
from studytrack.trailers.vocabulary import Verb

HEADERS = {
    "en": "Topic | Status",
    "es": "Tema | Estado",
    "fi": "Aihe | Tila",
    "ja": "タスク | 状態",
    "ko": "주제 | 상태",
    "pt": "Tópico | Situação",
    "ru": "Тема | Статус",
    "zh-CN": "主题 | 状态",
}


def tracker(header: str, *rows: str) -> str:
    """A tracker of one table."""
    lines = [header, " | ".join("-" * len(header.split("|"))), *rows]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


@pytest.mark.parametrize("name", locales.names())
def test_a_header_is_enough_to_know_a_language(name: str) -> None:
    """Letters tell a language, and the header's words do where they are Latin letters."""
    text = tracker(HEADERS[name], "1.1 CSS | ✅", "1.2 | ✅")
    assert guess_locale(text).name == name
    assert [row.id for _, row in read(text).rows()] == ["1.1", "1.2"]


@pytest.mark.parametrize("name", locales.names())
def test_a_scaffold_is_read_in_its_own_language(name: str) -> None:
    """What `init` begins with can be read back, values and all."""
    text = locales.load(name).writing["scaffold"]
    found = read(text)
    assert found.dialect.locale.name == name
    assert [row.status for _, row in found.rows()] == [Status.NOT_STARTED] * 2
    assert [len(section.slots) for section in found.sections] == [3]
    assert len(found.slots) == 6
    assert len(found.dialect.legend.texts) == 4
    assert found.findings == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("", "en", id="empty"),
        pytest.param("1 2 3 | ✅ | 4", "en", id="no letters"),
        pytest.param(
            "# Learn あいうえお and かき by heart in a month or in two", "en", id="kana to learn"
        ),
        pytest.param(
            "# 日语学习跟踪：五十音图（あいうえお）与语法、常用词汇练习",
            "zh-CN",
            id="kana in Chinese",
        ),
        pytest.param("# 学習計画\n完了(4/28) 基礎編 データ分析", "ja", id="more kanji than kana"),
        pytest.param("# 数学\n番号 課題 状態 備考\n1 微分方程式 未着手", "ja", id="kanji alone"),
        pytest.param("# 数学\n编号 题目 状态 备注\n1 微分方程 未开始", "zh-CN", id="Chinese"),
        pytest.param(
            "# React and Redux: state, hooks, router\n\nКурс: план и статус", "ru", id="terms"
        ),
        pytest.param(
            "# La Traviata, Die Walküre and the opera of the day", "en", id="foreign names"
        ),
        pytest.param(
            "| No | Task | To do |\n| 1 | [SQL](https://sql.example.com/en/docs.html) | as said |\n"
            "| 2 | Data e.g. from https://data.example.com/de/y | do it |",
            "en",
            id="addresses",
        ),
        pytest.param(
            "- [x] 1.spring+springmvc\n- [ ] 2.mysql\n\n寒假：", "zh-CN", id="names alone"
        ),
        pytest.param("# Plano de estudos\n\nAulas do curso e notas", "pt", id="Portuguese"),
        pytest.param("# Plan de estudios\n\nClases del curso y notas", "es", id="Spanish"),
        pytest.param(
            unicodedata.normalize("NFD", "한국어 학습 진도"), "ko", id="decomposed hangul"
        ),
    ],
)
def test_a_language_is_found_from_the_text(text: str, name: str) -> None:
    """Names and terms of another language do not decide."""
    assert guess_locale(text).name == name


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("ja", "完了(4/28)", Status.DONE),
        ("ja", "完了済み", Status.DONE),
        ("ja", "未完了", Status.NOT_STARTED),
        ("ja", "未", Status.NOT_STARTED),
        ("ja", "済", Status.DONE),
        ("ja", "完了予定", Status.NOT_STARTED),
        ("ja", "ｽｷｯﾌﾟ", Status.SKIPPED),
        ("ja", "経済", None),
        ("ja", "未来", None),
        ("ko", "아직 시작 전", Status.NOT_STARTED),
        ("ko", "진행중", Status.IN_PROGRESS),
        ("ko", "미완료", Status.NOT_STARTED),
        ("ko", "막힘 (도움 필요)", Status.IN_PROGRESS),
        ("es", "Completada", Status.DONE),
        ("es", "NO INICIADO", Status.NOT_STARTED),
        ("es", "Sin terminar", Status.NOT_STARTED),
        ("es", "incompleto", None),
        ("es", "deshecho", None),
        ("pt", "Não concluída", Status.NOT_STARTED),
        ("pt", "em andamento", Status.IN_PROGRESS),
        ("pt", "perfeito", None),
        ("ru", "Не завершено", Status.NOT_STARTED),
        ("ru", "ЗАВЕРШЕНО", Status.DONE),
        ("ru", "незавершено", None),
        ("ru", "подготовка", None),
        ("fi", "Ei vielä aloitettu", Status.NOT_STARTED),
        ("fi", "epävalmis", None),
        ("fi", "keskeytetty", None),
        ("en", "完了", None),
        ("en", "hecho", None),
        ("ru", "hecho", None),
        ("ru", "done", Status.DONE),
        ("ko", "已完成", Status.DONE),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_statuses_are_words_of_their_language(
    form: str, language: str, text: str, status: Status | None
) -> None:
    """Inflected and denied forms are words of their own, and a part of another word is none."""
    written = unicodedata.normalize(form, text) if text != "ｽｷｯﾌﾟ" else text
    assert lexicon(language).status(written) is status


@pytest.mark.parametrize(
    ("language", "header", "role"),
    [
        ("ru", "Оценка", None),
        ("ru", "Связанные блоки", None),
        ("ru", "Дата", None),
        ("ru", "План (ч)", Role.ESTIMATE),
        ("ru", "План (мин)", None),
        ("ja", "分類", None),
        ("ja", "目安時間（分）", None),
        ("ja", "学習メモ", Role.NOTES),
        ("ko", "Issue", None),
        ("ko", "예상 소요 시간", Role.ESTIMATE),
        ("es", "Sección completada", Role.PHASE),
        ("es", "Fecha", None),
        ("es", "Realidad", None),
        ("fi", "Päivämäärä", None),
        ("pt", "Reais", None),
        ("en", "Estado", None),
        ("en", "상태", None),
    ],
)
def test_headers_are_words_of_their_language(language: str, header: str, role: Role | None) -> None:
    """A header that looks like another, or is another language's, has no role."""
    found = lexicon(language).role(header)
    assert (found and found[0]) is role


@pytest.mark.parametrize(
    ("language", "heading", "number", "title"),
    [
        ("ja", "第３章：データベース", 3, "データベース"),
        ("ja", "フェーズ 2 応用", 2, "応用"),
        ("ja", "3週目 復習", 3, "復習"),
        ("ko", "🏔 제 2 고지 — 함수 (step11 ~ 24)", 2, "함수 (step11 ~ 24)"),
        ("ko", "3주차: 복습", 3, "복습"),
        ("es", "Sección 4: Óptica", 4, "Óptica"),
        ("pt", "Módulo Três - Luz", 3, "Luz"),
        ("ru", "🔧 Раздел 1: Основы (Блоки 1-3)", 1, "Основы (Блоки 1-3)"),
        ("ru", "2-я неделя", 2, "2-я неделя"),
        ("fi", "Viikko 5 – Kertaus", 5, "Kertaus"),
        ("fi", "Osaaminen 2", None, "Osaaminen 2"),
        ("es", "Fases 1 y 2", None, "Fases 1 y 2"),
        ("ru", "Разделы курса", None, "Разделы курса"),
    ],
)
def test_headings_have_their_numbers(
    language: str, heading: str, number: int | None, title: str
) -> None:
    """Number and title stand as the language has them, with or without spaces."""
    assert lexicon(language).heading(heading)[:2] == (number, title)


def test_languages_may_be_mixed() -> None:
    """English and Chinese words count in every tracker, beside its own."""
    text = "# 学習ノート\n\n## Phase 1: はじめに\n\n" + tracker(
        "Task | 状态 | メモ",
        "1.1 かな | done | ひらがな",
        "1.2 カナ | 未着手 |",
        "1.3 漢字 | 进行中 |",
    )
    found = read(text)
    assert found.dialect.locale.name == "ja"
    assert [row.status for _, row in found.rows()] == [
        Status.DONE,
        Status.NOT_STARTED,
        Status.IN_PROGRESS,
    ]


def test_a_configured_language_counts_beside_the_texts_own() -> None:
    """Whoever wants a Spanish tracker written in English can still have it read."""
    text = tracker("Tema | Estado", "1.1 Luz | hecho")
    found = read(text, "en")
    assert found.dialect.locale.name == "en"
    assert found.dialect.statuses[Status.SKIPPED] == "skipped"
    assert [row.status for _, row in found.rows()] == [Status.DONE]


@pytest.mark.parametrize(
    ("language", "word", "verb"),
    [
        ("ja", "完了", Verb.DONE),
        ("ko", "건너뜀", Verb.SKIP),
        ("es", "reabierta", Verb.REOPEN),
        ("pt", "em andamento", Verb.START),
        ("ru", "Завершено", Verb.DONE),
        ("fi", "nollattu", Verb.RESET),
    ],
)
def test_verbs_count_in_trackers_of_their_language(language: str, word: str, verb: Verb) -> None:
    """A trailer may use the tracker's language, English or Chinese, and no other."""
    own = vocabulary_of(read(tracker(HEADERS[language], "1.1 X | ✅")))
    other = vocabulary_of(read(tracker(HEADERS["en"], "1.1 X | ✅")))
    assert (own.verb(word), other.verb(word)) == (verb, None)
    assert (own.verb("done"), own.verb("完成")) == (Verb.DONE, Verb.DONE)


@pytest.mark.parametrize(
    ("word", "verb"),
    [("开始了", Verb.START), ("完成了", Verb.DONE), ("学完了", Verb.DONE), ("跳过了", Verb.SKIP)],
)
def test_chinese_verbs_may_say_that_it_has_happened(word: str, verb: Verb) -> None:
    """What one says of something that is done just now ends in 了."""
    assert vocabulary_of(read(tracker("任务 | 状态", "1.1 X | 已完成"))).verb(word) is verb


def test_a_date_beside_a_status_is_no_other_tasks() -> None:
    """A status is written as most cells have it, and never with the day of another task."""
    cells = [
        "完了(4/21)",
        "完了(4/21)",
        "・完了(4/2)、<br>・2回目完了(4/27)",
        "進行中 5月1日",
        "未着手",
    ]
    rows = [f"1-{number} 露出 | {cell}" for number, cell in enumerate(cells, 1)]
    statuses = read(tracker("課題 | 状態", *rows)).dialect.statuses
    assert statuses == {
        Status.NOT_STARTED: "未着手",
        Status.IN_PROGRESS: "進行中",
        Status.DONE: "完了",
        Status.SKIPPED: "スキップ",
    }


def test_a_time_log_is_no_tracker() -> None:
    """A table of days and hours has no status, whatever its language."""
    text = tracker("päivä | aika | mitä tein", "18.3. | 2 | Aloitin tehtävän", "summa | 2 |")
    with pytest.raises(TrackerError):
        read(text)


def test_what_is_generated_has_no_say_in_the_language() -> None:
    """An English block in a Spanish tracker is no word of its learner's."""
    words = "The phase is done and the next task is not started, so it goes on.\n" * 20
    block = f"<!-- studytrack:begin bar -->\n{words}<!-- studytrack:end -->\n"
    assert guess_locale(f"{block}| Tarea | Estado |\n") == guess_locale("| Tarea | Estado |\n")
    assert guess_locale(f"{words}| Tarea | Estado |\n").name == "en"
