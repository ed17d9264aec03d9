import time

import pytest

from leads.phones import display_phone, parse_phone, phone_uri


@pytest.mark.parametrize(
    "typed",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "138.0013.8000",
        "１３８００１３８０００",
        "138　0013　8000",
        "+86 138 0013 8000",
        "＋86 13800138000",
        "(+86) 138-0013-8000",
        "0086 138 0013 8000",
        "86-13800138000",
        "013800138000",
        " 13800138000\n",
        "13800138000。",
    ],
)
def test_parse_phone_reads_every_spelling_of_a_mobile(typed):
    assert parse_phone(typed) == "+8613800138000"


def test_parse_phone_takes_mobiles_of_every_number_block():
    numbers = [f"{prefix}12345678" for prefix in range(130, 200)]

    assert [parse_phone(number) for number in numbers] == [f"+86{number}" for number in numbers]


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("0760-88332211", "+8676088332211"),
        ("(0760) 8833 2211", "+8676088332211"),
        ("０７６０－８８３３２２１１", "+8676088332211"),
        ("0760—88332211", "+8676088332211"),
        ("+86 0760 88332211", "+8676088332211"),
        ("0086-760-88332211", "+8676088332211"),
        ("010-62345678", "+861062345678"),
        ("021 6234 5678", "+862162345678"),
        ("0755 2000 0136", "+8675520000136"),
        ("0763-3361234", "+867633361234"),
    ],
)
def test_parse_phone_reads_landlines_with_their_area_code(typed, e164):
    assert parse_phone(typed) == e164


@pytest.mark.parametrize("typed", ["400-0123-021", "400 012 3021", "4000123021", "+86 4000123021"])
def test_parse_phone_reads_400_numbers_however_grouped(typed):
    assert parse_phone(typed) == "+864000123021"


def test_parse_phone_reads_800_numbers():
    assert parse_phone("800-810-0818") == "+868008100818"


@pytest.mark.parametrize(
    "typed",
    [
        "0760-88332211转801",
        "0760-88332211 转 801",
        "０７６０－８８３３２２１１转８０１",
        "0760-88332211转：801",
        "0760-88332211分机801",
        "0760-88332211 ext. 801",
        "0760-88332211 EXT801",
        "0760-88332211x801",
        "0760-88332211#801",
        "0760-88332211，801",
        "0760-88332211-801",  # on most Chinese business cards
    ],
)
def test_parse_phone_keeps_the_extension(typed):
    assert parse_phone(typed) == "+8676088332211;ext=801"


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("+852 9123 4567", "+85291234567"),
        ("00852-91234567", "+85291234567"),
        ("+853 6612 3456", "+85366123456"),
        ("+886 912 345 678", "+886912345678"),
        ("+886-2-2345-6789", "+886223456789"),
        ("+65 6123 4567", "+6561234567"),
    ],
)
def test_parse_phone_takes_other_regions_with_their_code(typed, e164):
    assert parse_phone(typed) == e164


@pytest.mark.parametrize(
    "pasted", ["\u202d138 0013 8000\u202c", "138\u200b00138000", "\ufeff13800138000"]
)
def test_parse_phone_ignores_invisible_characters_that_come_with_a_paste(pasted):
    assert parse_phone(pasted) == "+8613800138000"


@pytest.mark.parametrize(
    "typed",
    [
        "微信13800138000",
        "13800138000 王先生",
        "13800138000（微信同号）",
        "13800138000 或 13900139000",
        "13800138000/13900139000",
        "13800138000,13900139000",
        "没有电话",
        "88332211",
        "9123 4567",
        "1380013800",
        "138001380001",
        "12012345678",
        "0760-883322",
        "10086",
        "400-123",
        "",
        None,
    ],
)
def test_parse_phone_refuses_words_and_incomplete_numbers(typed):
    assert parse_phone(typed) is None


@pytest.mark.parametrize(
    "junk",
    [
        "+",
        "++86",
        "00",
        "+86",
        "转801",
        "ext",
        "\x00",
        "\ud800",
        "1" * 400,
        "+" * 400,
        "🏭",
        "٣",
        "½",
    ],
)
def test_parse_phone_answers_junk_with_none(junk):
    assert parse_phone(junk) is None


@pytest.mark.parametrize("unit", ["x", "转", ",", "1", "-", "ext"])
def test_parse_phone_is_quick_with_a_very_long_text(unit):
    start = time.thread_time()

    number = parse_phone(unit * 1500)

    assert number is None
    assert time.thread_time() - start < 0.05


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("4000123021", "400-012-3021"),
        ("400-012-3021", "400-012-3021"),
        ("400-0123-021", "400-0123-021"),
        ("+8613800138000", "138 0013 8000"),
        ("１３８００１３８０００", "138 0013 8000"),
        ("076088332211", "0760-88332211"),
        ("01062345678", "010-62345678"),
        ("0760 88332211转801", "0760-88332211 转 801"),
        ("400-820-8820转2", "400-820-8820 转 2"),
        ("+852 9123 4567", "+852 9123 4567"),
        ("请加微信", "请加微信"),
        ("", ""),
    ],
)
def test_display_phone_has_one_spelling_and_leaves_the_rest_as_typed(typed, shown):
    assert display_phone(typed) == shown


@pytest.mark.parametrize(
    ("typed", "uri"),
    [
        ("138 0013 8000", "tel:+8613800138000"),
        ("0760-88332211转801", "tel:+8676088332211;ext=801"),
        ("400-0123-021", "tel:4000123021"),
        ("800-810-0818", "tel:8008100818"),
        ("400-820-8820转2", "tel:4008208820;ext=2"),
        ("+852 9123 4567", "tel:+85291234567"),
        ("请加微信", ""),
    ],
)
def test_phone_uri_dials_what_works_from_any_phone(typed, uri):
    assert phone_uri(typed) == uri
