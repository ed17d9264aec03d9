"""Tables of postings: one integer a row, read in ranges. The same on SQLite and PostgreSQL."""

from collections.abc import Iterable

from django.db import connection

RANGES_AT_ONCE = 400  # SQLite takes 500 SELECTs in one statement


def read(model, ranges: Iterable[tuple[int, int]], limit: int) -> list[int]:
    """Return the first ``limit`` keys of each range (both ends included), all in order."""
    ranges = list(ranges)
    keys: list[int] = []
    one = (
        f"SELECT id FROM (SELECT id FROM {model._meta.db_table} "  # noqa: S608 - no user input
        f"WHERE id BETWEEN %s AND %s ORDER BY id LIMIT {limit}) AS part"
    )
    for start in range(0, len(ranges), RANGES_AT_ONCE):
        part = ranges[start : start + RANGES_AT_ONCE]
        with connection.cursor() as cursor:
            ends = [end for pair in part for end in pair]
            cursor.execute(" UNION ALL ".join([one] * len(part)), ends)
            keys += [key for (key,) in cursor.fetchall()]
    keys.sort()  # a database may answer the parts in any order
    return keys


def add(model, keys: Iterable[int]) -> None:
    """Store keys, in order, which keeps the writes together; those that are there stay."""
    rows = [model(pk=key) for key in sorted(keys)]
    model.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5000)


def remove(model, keys: Iterable[int]) -> None:
    keys = list(keys)
    for start in range(0, len(keys), 5000):
        model.objects.filter(pk__in=keys[start : start + 5000]).delete()
