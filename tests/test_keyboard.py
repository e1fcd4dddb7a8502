"""Telex and VNI as their drivers document them, slips, and a set typed so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.understanding.keystrokes import from_telex, from_vni
from evals.__main__ import main
from evals.sets.gold import GoldCase
from evals.sets.keyboard import WAYS, as_chatted, as_telex, as_vni, with_slips
from evals.sets.retyped_sets import retyped
from ingest.text.vietnamese import fold, is_vietnamese_syllable, tone_form
from tests.test_as_typed import vocabulary

SEEDS = range(40)
TEXT = "Đơn vị nào chủ trì Kế hoạch 84/KH-UBND, hạn trước ngày 30/6/2026?"


def test_marks_stand_behind_their_letter_or_at_the_end() -> None:
    assert {as_telex("đường", seed=seed) for seed in SEEDS} == {"dduwowfng", "dduwowngf", "dduongwf"}
    assert {as_vni("đường", seed=seed) for seed in SEEDS} == {"d9u7o72ng", "d9u7o7ng2", "d9uong72"}
    assert {as_telex("TIẾNG", seed=seed) for seed in SEEDS} == {"TIEESNG", "TIEENGS", "TIENGES"}


def test_what_has_no_diacritics_is_typed_as_it_is() -> None:
    assert as_telex("office 84/KH-UBND", seed=1) == as_vni("office 84/KH-UBND", seed=1) == "office 84/KH-UBND"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_printed_syllable_is_read_back(seed: int) -> None:
    forms = [form for forms in vocabulary().every_form() for form in forms if fold(form) != form and is_vietnamese_syllable(form)]
    assert len(forms) > 500
    for place, form in enumerate(forms):
        assert from_telex(as_telex(form, seed=seed + place)) == tone_form(form)
        assert from_vni(as_vni(form, seed=seed + place)) == tone_form(form)


def test_slips_are_made_in_as_many_words_and_never_in_numbers() -> None:
    for seed in SEEDS:
        typed = with_slips(TEXT, seed=seed)
        changed = [after for before, after in zip(TEXT.split(), typed.split(), strict=True) if before != after]
        assert 1 <= len(changed) <= 2 and not any(character.isdigit() for word in changed for character in word)
        assert typed == with_slips(TEXT, seed=seed)
    assert with_slips("84/KH-UBND", seed=1) == "84/KH-UBND"


def test_a_chat_says_the_same_in_short() -> None:
    typed = {as_chatted(TEXT, seed=seed) for seed in SEEDS}
    assert any("đv nào" in one for one in typed) and all("84/KH-UBND" in one and "30/6/2026" in one for one in typed)


def test_a_set_typed_otherwise_keeps_what_a_right_answer_holds() -> None:
    case = GoldCase(id="a", question=TEXT, facts=(("Sở Xây dựng",),))
    english = GoldCase(id="b", question="Who leads it?", language="en")
    made = retyped((case, english), ways=("telex", "slips"), seed=7)
    assert [one.id for one in made.cases] == ["a-telex", "a-slips", "b-slips"] and made.unchanged == 1
    assert all(one.facts == case.facts for one in made.cases[:2]) and made.cases[0].style == "telex"


def test_the_command_writes_a_set_that_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    questions, typed = tmp_path / "q.jsonl", tmp_path / "typed.jsonl"
    questions.write_text(json.dumps({"question": TEXT, "facts": [["Sở Xây dựng"]]}) + "\n", encoding="utf-8")
    assert main(["retype", str(questions), "--out", str(typed)]) == 0
    assert "4 cases" in capsys.readouterr().err
    styles = [json.loads(line)["style"] for line in typed.read_text(encoding="utf-8").splitlines()]
    assert styles == list(WAYS)
    with pytest.raises(SystemExit):
        main(["retype", str(questions), "--ways", "morse", "--out", str(typed)])
