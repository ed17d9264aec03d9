import pytest
from django.contrib.auth.models import Group

pytestmark = pytest.mark.django_db

WRITER = {
    "articles.add_article",
    "articles.change_article",
    "articles.view_article",
    "articles.add_image",
    "articles.change_image",
    "articles.view_image",
    "articles.view_category",
    "articles.add_tag",
    "articles.view_tag",
}
EDITOR = {
    f"articles.{action}_{model}"
    for model in ("article", "image", "category", "tag", "oldaddress", "relatedchoice")
    for action in ("add", "change", "delete", "view")
} | {"articles.publish_article"}
SALES = {
    "leads.view_inquiry",
    "leads.change_inquiry",
    "leads.view_contactcard",
    "leads.view_consentnotice",
}
MANAGER = (
    EDITOR
    | SALES
    | {
        "articles.view_sitesettings",
        "articles.change_sitesettings",
        "leads.add_inquiry",
        "leads.delete_inquiry",
        "leads.change_contactcard",
        "leads.add_consentnotice",
    }
)


@pytest.mark.parametrize(
    ("name", "permissions"),
    [("写稿", WRITER), ("编辑", EDITOR), ("销售", SALES), ("主管", MANAGER)],
)
def test_group_may_do_exactly_this(name, permissions):
    held = Group.objects.get(name=name).permissions.values_list(
        "content_type__app_label", "codename"
    )

    assert {f"{app}.{codename}" for app, codename in held} == permissions


def test_groups_are_the_four_of_the_house():
    assert set(Group.objects.values_list("name", flat=True)) == {"写稿", "编辑", "销售", "主管"}
