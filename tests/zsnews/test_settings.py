import shutil

import pytest

from .processes import ROOT, manage


@pytest.fixture
def bare_clone(tmp_path):
    """The source as cloned, without the .env that a developer has."""
    for name in ("zsnews", "articles", "leads"):
        ignore = shutil.ignore_patterns("__pycache__", "content")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignore)
    shutil.copy(ROOT / "manage.py", tmp_path)
    return tmp_path


def test_start_without_a_secret_key_is_refused(bare_clone):
    code, output = manage("check", folder=bare_clone, SECRET_KEY=None)

    assert code != 0
    assert "Set the SECRET_KEY environment variable" in output.splitlines()[-1]


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", ""),
        ("SITE_URL", "www.lanwan-news.example"),
        ("SITE_URL", "ftp://www.lanwan-news.example"),
        ("SITE_URL", "https://www.lanwan-news.example/news"),
        ("SITE_URL", "https://www.lanwan-news.example?from=env"),
        ("SITE_URL", "https://www.lanwan-news.example:port"),
        ("SITE_URL", "https://"),
        ("DATABASE_URL", "mysql://zsnews:secret@127.0.0.1/zsnews"),
        ("DATABASE_URL", ""),
        ("DEBUG", "maybe"),
        ("TRUSTED_PROXIES", "10.0.0.2,nginx"),
    ],
)
def test_start_with_a_setting_that_cannot_be_right_is_refused_by_name(variable, value):
    code, output = manage("check", **{variable: value})

    assert code != 0
    assert variable in output.splitlines()[-1]


def test_production_settings_pass_every_check():
    code, output = manage("check", "--deploy", "--fail-level", "WARNING")

    assert (code, output) == (0, "System check identified no issues (2 silenced).\n")


def test_models_have_all_their_migrations():
    code, output = manage("makemigrations", "--check", "--dry-run")

    assert (code, output) == (0, "No changes detected\n")
