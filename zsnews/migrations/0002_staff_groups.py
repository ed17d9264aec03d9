from django.contrib.auth.management import create_permissions
from django.db import migrations

EVERYTHING = ("add", "change", "delete", "view")
# Group -> (app, model) -> what its members may do.
GROUPS = {
    "写稿": {
        ("articles", "article"): ("add", "change", "view"),
        ("articles", "image"): ("add", "change", "view"),
        ("articles", "category"): ("view",),
        ("articles", "tag"): ("add", "view"),
    },
    "编辑": {
        ("articles", "article"): (*EVERYTHING, "publish"),
        ("articles", "image"): EVERYTHING,
        ("articles", "category"): EVERYTHING,
        ("articles", "tag"): EVERYTHING,
        ("articles", "oldaddress"): EVERYTHING,
        ("articles", "relatedchoice"): EVERYTHING,
    },
    "销售": {
        ("leads", "inquiry"): ("change", "view"),
        ("leads", "contactcard"): ("view",),
        ("leads", "consentnotice"): ("view",),
    },
    "主管": {
        ("articles", "article"): (*EVERYTHING, "publish"),
        ("articles", "image"): EVERYTHING,
        ("articles", "category"): EVERYTHING,
        ("articles", "tag"): EVERYTHING,
        ("articles", "oldaddress"): EVERYTHING,
        ("articles", "relatedchoice"): EVERYTHING,
        ("articles", "sitesettings"): ("change", "view"),
        ("leads", "inquiry"): EVERYTHING,
        ("leads", "contactcard"): ("change", "view"),
        ("leads", "consentnotice"): ("add", "view"),
    },
}


def create_groups(apps, schema_editor):
    # Django makes the permissions after all migrations; the groups need them now.
    for label in ("articles", "leads"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, models in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        for (app, model), actions in models.items():
            codenames = [f"{action}_{model}" for action in actions]
            group.permissions.add(
                *Permission.objects.filter(
                    content_type__app_label=app, content_type__model=model, codename__in=codenames
                )
            )


class Migration(migrations.Migration):
    dependencies = [
        ("zsnews", "0001_initial"),
        ("zsnews", "0001_initial"),
        ("articles", "0001_initial"),
        ("leads", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
