from django_prose_editor.fields import ProseEditorField

from .cleaning import sanitise

EDITOR_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Underline": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Figure": True,
    "Image": True,
    "Caption": True,
    "History": True,
    "HTML": True,
}


class SanitisedHTMLField(ProseEditorField):
    """Rich text that is sanitised on every way into the database.

    ``get_db_prep_save`` sees what ``save``, ``bulk_create``, ``bulk_update`` and
    ``QuerySet.update`` write.
    """

    def __init__(self, *args, **kwargs):
        kwargs = {"extensions": EDITOR_EXTENSIONS, "sanitize": sanitise} | kwargs
        super().__init__(*args, **kwargs)

    def clean(self, value, instance):
        """Sanitise first: markup that shows nothing is no body."""
        return super().clean(sanitise(value), instance)

    def get_db_prep_save(self, value, connection):
        if isinstance(value, str):
            value = sanitise(value)
        return super().get_db_prep_save(value, connection)
