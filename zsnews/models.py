from django.db import models
from django.db.models import Q


class SingleRow(models.Model):
    """A table with one row at most, such as the site's settings."""

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="%(app_label)s_%(class)s_one_row")
        ]

    @classmethod
    def load(cls):
        """The row, or its defaults before anybody saved it. One query."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
