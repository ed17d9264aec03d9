from django.db import models
from django.db.models import F, Q


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


class SiteGeneration(SingleRow):
    """One number for the whole site, to tell a cached page that something visible has changed.

    Only the worker bumps it yet, when an article becomes due or expires.
    """

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.number)

    @classmethod
    def bump(cls):
        """Say that something changed. One query, two the first time."""
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=1, defaults={"number": 1})
