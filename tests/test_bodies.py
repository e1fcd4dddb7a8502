import json
import unicodedata
from pathlib import Path

import pytest

from ingest.errors import BadBodyFile
from ingest.names.bodies import BodyRegister, Relation, load_bodies
from tests.known_bodies import known_bodies

TABLES = Path(__file__).parents[2] / "shared" / "qa" / "dev-tables.jsonl"


@pytest.mark.parametrize(
    ("cell", "asked"),
    [
        ("Bộ Khoa học và Công nghệ", "Bộ KH&CN"),
        ("Bộ Khoa học và Công nghệ", "bộ khcn"),
        ("Bộ Khoa học và Công nghệ", "bo khoa hoc va cong nghe"),
        ("Bộ KH&CN, Bộ TT&TT, VPCP", "Văn phòng Chính phủ"),
        ("BỘ TƯ PHÁP, BỘ NỘI VỤ", "Bộ Nội vụ"),
        ("Sở Tài nguyên và Môi trường", "Sở TN&MT"),
        ("Sở Văn hoá và Thể thao", "Sở Văn hóa và Thể thao"),
        ("Sở VH-TT", "so van hoa va the thao"),
        ("Bộ Nông nghiệp và PTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("UBND TP", "Ủy ban nhân dân thành phố Hà Nội"),
        ("Uỷ ban nhân dân Thành phố", "UBND TPHN"),
        ("UBND các xã, phường", "UBND cấp xã"),
        ("UBND tỉnh, thành phố", "UBND thành phố"),
        ("Công an TP Hà Nội", "Công an Thành phố"),
        ("NHNN", "Ngân hàng Nhà nước Việt Nam"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam TP Hà Nội", "MTTQ Thành phố"),
        ("Sở Y tế", "sở y tế hà nội"),
        ("Giám đốc Sở Y tế", "Sở Y tế"),
        ("Bộ Tài chính", "Ministry of Finance"),
        ("Bộ Khoa học và Công nghệ", "MOST"),
        ("Sở Xây dựng", "Department of Construction"),
        ("UBND thành phố Hà Nội", "Hanoi People's Committee"),
        ("Sở Tài chính", "Tài chính"),
        ("Các Bộ: Tài chính, Tư pháp, Công an", "Bộ Công an"),
        ("Bộ Văn hóa,\nThể thao và\nDu lịch", "Bộ VHTT&DL"),
    ],
)
def test_a_cell_names_a_body_in_any_spelling(cell: str, asked: str) -> None:
    register = known_bodies()
    assert register.names(cell, asked)
    assert register.names(unicodedata.normalize("NFD", cell), unicodedata.normalize("NFD", asked))


@pytest.mark.parametrize(
    ("cell", "asked"),
    [
        ("Bộ Công Thương", "Bộ Công an"),
        ("Sở Tài chính", "Bộ Tài chính"),
        ("Văn phòng Chính phủ", "Chính phủ"),
        ("Thủ tướng Chính phủ", "Chính phủ"),
        ("Văn phòng UBND Thành phố", "UBND Thành phố"),
        ("Thanh tra Bộ Tài chính", "Bộ Tài chính"),
        ("Các bộ, ngành", "Bộ Y tế"),
        ("UBND các quận, huyện", "UBND Thành phố"),
        ("UBND Thành phố Hồ Chí Minh", "UBND TP Hà Nội"),
        ("Sở Y tế Bắc Ninh", "Sở Y tế Hà Nội"),
        ("Công an Thành phố", "Bộ Công an"),
        ("Sở Văn hóa và Thể thao", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Ban Tổ chức Thành ủy", "Ban Tổ chức Trung ương"),
        ("Bộ Tài chính", "Bộ Tài"),
        ("", "Bộ Tài chính"),
    ],
)
def test_a_name_that_only_looks_like_it_is_another_body(cell: str, asked: str) -> None:
    assert not known_bodies().names(cell, asked)


def test_a_body_is_found_by_its_predecessors_name_but_kept_apart_from_it() -> None:
    register = known_bodies()
    old, new = "Bộ Kế hoạch và Đầu tư", "Bộ Tài chính"
    assert register.names(new, old)
    assert register.names("Bộ KH&ĐT", new)
    assert not register.same(old, new)
    assert register.relation(old, new) is Relation.PREDECESSOR
    assert register.relation(new, "bộ khđt") is Relation.SUCCESSOR


def test_two_bodies_merged_into_one_are_not_each_other() -> None:
    register = known_bodies()
    assert not register.names("Bộ Nông nghiệp và PTNT", "Bộ Tài nguyên và Môi trường")
    assert register.names("Bộ Nông nghiệp và PTNT, Bộ TN&MT", "Bộ Nông nghiệp và Môi trường")


@pytest.mark.skipif(not TABLES.exists(), reason="the test sets do not lie beside this checkout")
def test_no_letter_of_a_real_cell_is_lost_in_splitting_but_joining_words_and_brackets() -> None:
    for line in TABLES.read_text(encoding="utf-8").splitlines():
        for cell in (json.loads(line)["lead"], json.loads(line)["coordinating"]):
            words = "".join(known_bodies().split(cell)).replace(",", "").replace(" ", "").lower()
            assert len(words) >= 0.9 * len(cell.split("(")[0].replace(",", "").replace(";", "").replace(" ", "")), cell


def test_one_key_for_all_spellings() -> None:
    register = known_bodies()
    assert register.key("Bộ KH&CN") == register.key("bo khoa hoc cong nghe") == register.key("MOST")
    assert register.key("UBND TP Hà Nội") == register.key("Uỷ ban nhân dân thành phố Hà Nội")
    assert register.key("Trung tâm Alpha và Beta") == "trung tam alpha beta"


def test_a_register_without_aliases_still_knows_initials() -> None:
    register = BodyRegister()
    assert register.names("Bộ Khoa học và Công nghệ", "Bộ KH&CN")
    assert not register.names("Bộ Tài chính", "Bộ Kế hoạch và Đầu tư")


def test_an_offices_own_file_adds_bodies_and_replaces_those_of_the_same_name(tmp_path: Path) -> None:
    own = tmp_path / "bodies.toml"
    own.write_text(
        '[[body]]\nname = "Trung tâm Điều hành"\nalso = ["IOC"]\n[[body]]\nname = "Sở Du lịch"\nbecame = ["Sở Văn hóa và Thể thao"]\n',
        encoding="utf-8",
    )
    register = load_bodies(own=own)
    assert register.names("IOC", "trung tâm điều hành")
    assert register.relation("Sở Du lịch", "Sở VHTT") is Relation.PREDECESSOR
    assert register.names("Bộ KH&CN", "Bộ Khoa học và Công nghệ")
    assert known_bodies().relation("Sở Du lịch", "Sở VHTT") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[body]\nname = "A"', "is not TOML"),
        ('[[body]]\nalso = ["A"]', "Body 1 of"),
        ('[[body]]\nname = "Sở A"\nalso = "A"', "also of Sở A"),
        ('[[body]]\nname = "Sở A"\nalsoo = ["A"]', "alsoo"),
        ('[[body]]\nname = "Sở A"\nbecame = ["Sở Không Có"]', "Sở Không Có"),
        ('[[body]]\nname = "Sở A"\nsince = "hôm qua"', "since of Sở A"),
        ('[[bodies]]\nname = "Sở A"', "bodies where only [[body]]"),
    ],
)
def test_a_bad_file_of_names_is_told_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    own = tmp_path / "bodies.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(BadBodyFile, match=r"bodies\.toml") as told:
        load_bodies(own=own)
    assert said in str(told.value)


def test_no_file_of_its_own_is_no_error(tmp_path: Path) -> None:
    assert load_bodies(own=tmp_path / "bodies.toml").bodies == known_bodies().bodies


def test_every_successor_is_a_body_of_the_register_and_no_name_has_two_owners() -> None:
    register = known_bodies()
    for body in register.bodies:
        for name in (body.name, *body.also):
            assert register.body(name) is body, name
        for after in body.became:
            assert register.body(after) is not None, after
