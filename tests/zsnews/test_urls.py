import pytest
from django.contrib import admin
from pytest_django.asserts import assertContains

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_admin_speaks_chinese(client):
    client.force_login(UserFactory(is_superuser=True))

    response = client.get("/admin/")

    assert admin.site.site_title == "管理后台"
    assertContains(response, "产业资讯管理后台")
    assertContains(response, "工作台")


def test_admin_names_every_model_in_chinese():
    names = [str(model._meta.verbose_name_plural) for model in admin.site._registry]

    assert [name for name in names if name.isascii()] == []
    assert [name for name in names if name.endswith("s")] == []


def test_uploads_are_served_where_the_settings_say_so(client, settings):
    path = settings.MEDIA_ROOT + "/厂房.txt"
    with open(path, "w") as file:
        file.write("首层 3000㎡")

    response = client.get("/media/厂房.txt")

    assert b"".join(response.streaming_content).decode() == "首层 3000㎡"


@pytest.mark.parametrize("path", ["/media/", "/media/../settings.py", "/media/%2e%2e/manage.py"])
def test_nothing_but_uploads_is_served(client, path):
    assert client.get(path).status_code in {400, 404}
