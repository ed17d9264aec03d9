import pytest

from articles.tags import parse_tags


@pytest.mark.parametrize("separator", ["，", "、", "；", ",", ";", "\n", "， 、"])
def test_parse_tags_takes_every_usual_separator(separator):
    assert parse_tags(f"中山{separator}厂房") == ["中山", "厂房"]


def test_parse_tags_keeps_spaces_inside_and_drops_repeats_in_any_case():
    assert parse_tags("LED  照明, 厂房，led 照明") == ["LED 照明", "厂房"]


def test_parse_tags_of_nothing_is_empty():
    assert parse_tags(" ，、\n") == []
