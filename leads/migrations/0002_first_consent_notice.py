from django.db import migrations

FIRST_NOTICE = """\
谁在收集：本网站的运营方，联系方式见页面上的联系名片。
为什么：为您匹配厂房、土地或园区资源，并就此与您联系。
收集什么：您在表单中填写的需求、用途、税收、公司、联系人、电话，以及您从哪一篇文章提交。
怎么用：只由我们的招商顾问查看和联系您；未经您另行同意，不提供给其他方，不用于群发营销。
保存多久：自最后一次联系起不超过两年，到期删除。
您的权利：可随时通过页面上的电话要求查阅、更正、删除或撤回同意，撤回不影响此前的处理。
"""


def create_first_notice(apps, schema_editor):
    apps.get_model("leads", "ConsentNotice").objects.create(text=FIRST_NOTICE)


class Migration(migrations.Migration):
    dependencies = [("leads", "0001_initial")]
    operations = [migrations.RunPython(create_first_notice, migrations.RunPython.noop)]
