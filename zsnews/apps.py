from django.apps import AppConfig


class ZsnewsConfig(AppConfig):
    """What belongs to the whole site: the worker, the demo, the staff groups."""

    name = "zsnews"
    verbose_name = "网站"
