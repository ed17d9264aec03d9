from types import SimpleNamespace

import pytest

from articles.tags import join_tags, parse_tags


@pytest.mark.parametrize("separator", ["，", "、", "；", ",", ";", "\n", "\r\n", "\t", "， 、"])
def test_parse_tags_takes_every_usual_separator(separator):
    assert parse_tags(f"中山{separator}厂房") == ["中山", "厂房"]


def test_parse_tags_keeps_spaces_inside_and_drops_repeats_in_any_case():
    assert parse_tags("LED  照明, 厂房，led 照明") == ["LED 照明", "厂房"]


@pytest.mark.parametrize("text", ["", None, " ，、\n", '"",“”', "\u3000"])
def test_parse_tags_of_nothing_is_empty(text):
    assert parse_tags(text) == []


@pytest.mark.parametrize("text", ['"中山"，“厂房”', "\u3000中山\u3000、 厂房 ", "中山，，厂房，"])
def test_parse_tags_drops_quotes_and_spaces_around_a_tag(text):
    assert parse_tags(text) == ["中山", "厂房"]


def test_join_tags_writes_what_parse_tags_reads():
    tags = [SimpleNamespace(name="LED 照明"), SimpleNamespace(name="厂房")]

    assert join_tags(tags) == "LED 照明，厂房"
    assert parse_tags(join_tags(tags)) == ["LED 照明", "厂房"]
