from assistant.answering.conflicts import wrong_total


def test_a_total_that_its_parts_do_not_add_up_to_is_told() -> None:
    wrong = wrong_total(
        "Bộ tiêu chí gồm 26 chỉ tiêu, trong đó có 7 chỉ tiêu kinh tế; 9 chỉ tiêu xã hội; 5 chỉ tiêu đô thị và 4 chỉ tiêu môi trường."
    )
    assert wrong is not None
    assert (wrong.total, wrong.parts, wrong.noun) == (26, (7, 9, 5, 4), "chỉ tiêu")


def test_a_right_total_is_not_told() -> None:
    assert wrong_total("Gồm 25 chỉ tiêu: 7 chỉ tiêu kinh tế; 9 chỉ tiêu xã hội; 5 chỉ tiêu đô thị và 4 chỉ tiêu môi trường.") is None


def test_counts_of_other_things_are_not_parts() -> None:
    assert wrong_total("Nêu 17 chỉ tiêu, 5 định hướng, 3 khâu đột phá, 12 nhóm nhiệm vụ và 137 nội dung.") is None


def test_an_item_of_a_list_is_no_total_of_the_items_behind_it() -> None:
    assert wrong_total("- Bến Gỗ: 60 thuyền, xong quý I.\n- Bến Đình: 21 thuyền.\n- Bến Mới: 12 thuyền.\n- Bến Chợ: 14 thuyền.") is None


def test_what_is_told_in_brackets_is_no_total() -> None:
    assert wrong_total("Đóng 47 thuyền (kế hoạch trước là 40 thuyền), trong đó: Gỗ: 21 thuyền; Đình: 12 thuyền; Mới: 14 thuyền.") is None
