import json
import stat

import pytest
from django.contrib.auth import authenticate, get_user_model

from zsnews.demo.accounts import ensure_accounts, password_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"


def test_accounts_are_one_superuser_and_one_member_of_each_group():
    passwords = ensure_accounts()

    users = get_user_model().objects.order_by("pk")
    found = [(u.username, u.is_superuser, [g.name for g in u.groups.all()]) for u in users]
    assert found == [
        ("admin", True, []),
        ("writer", False, ["写稿"]),
        ("editor", False, ["编辑"]),
        ("sales", False, ["销售"]),
        ("manager", False, ["主管"]),
    ]
    assert all(user.is_staff and user.check_password(passwords[user.username]) for user in users)


def test_passwords_are_random_and_long():
    first = ensure_accounts()
    get_user_model().objects.all().delete()
    password_file().unlink()

    second = ensure_accounts()

    assert len({*first.values(), *second.values()}) == 10
    assert min(map(len, [*first.values(), *second.values()])) >= 16


def test_password_file_is_for_the_owner_only():
    passwords = ensure_accounts()

    assert json.loads(password_file().read_text()) == passwords
    assert stat.S_IMODE(password_file().stat().st_mode) == 0o600


def test_second_call_keeps_the_passwords():
    first = ensure_accounts()

    second = ensure_accounts()

    assert second == first
    assert authenticate(username="sales", password=first["sales"])


def test_lost_file_means_new_passwords_that_work():
    first = ensure_accounts()
    password_file().unlink()

    second = ensure_accounts()

    assert set(first.values()).isdisjoint(second.values())
    assert authenticate(username="editor", password=second["editor"])
    assert get_user_model().objects.count() == 5


def test_file_cut_off_while_it_was_written_is_as_good_as_lost():
    ensure_accounts()
    password_file().write_text("")

    passwords = ensure_accounts()

    assert authenticate(username="editor", password=passwords["editor"])


def test_account_that_was_deleted_comes_back():
    first = ensure_accounts()
    get_user_model().objects.get(username="writer").delete()

    second = ensure_accounts()

    assert second.keys() == first.keys()
    assert authenticate(username="writer", password=second["writer"])
