from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "leads"
    verbose_name = "客户咨询"
    default_auto_field = "django.db.models.BigAutoField"
