import pytest


@pytest.fixture
def media(settings, tmp_path):
    """An empty folder for uploads, gone after the test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
