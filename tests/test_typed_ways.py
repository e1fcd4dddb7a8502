import unicodedata

from evals.sets.gold import GoldCase
from evals.sets.typed_ways import half_without, typed_ways, without_diacritics

QUESTION = "Đơn vị nào chủ trì Đề án thuỷ lợi?"


def case(question: str) -> GoldCase:
    return GoldCase(id="a", question=question)


def test_diacritics_go_and_letter_case_stays_in_nfc_and_nfd() -> None:
    for form in ("NFC", "NFD"):
        assert without_diacritics(unicodedata.normalize(form, QUESTION)) == "Don vi nao chu tri De an thuy loi?"
    assert without_diacritics("Ðảng, đảng, ðảng") == "Dang, dang, dang"


def test_half_of_the_syllables_lose_theirs_and_the_same_ones_each_time() -> None:
    text = " ".join(["trước"] * 400)
    typed = half_without(text, seed=3)
    assert typed == half_without(text, seed=3) != half_without(text, seed=4)
    assert 150 < typed.split().count("truoc") < 250
    assert set(typed.split()) == {"trước", "truoc"}


def test_the_four_ways_ask_the_same_cases() -> None:
    vietnamese, english = [case(QUESTION)], [case("Who leads the scheme?")]
    ways = typed_ways(vietnamese, english)
    assert list(ways) == ["Vietnamese", "without diacritics", "half without", "English"]
    assert ways["Vietnamese"] == [(vietnamese[0], QUESTION)]
    assert ways["without diacritics"] == [(vietnamese[0], without_diacritics(QUESTION))]
    assert ways["English"] == [(english[0], "Who leads the scheme?")]
