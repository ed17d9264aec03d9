"""What a browser sends from the inquiry form, and the corpora of hostile input."""

import json
import time
from pathlib import Path
from unittest import mock

import pytest
from django.core import signing

from leads.forms import form_token

CORPUS = Path(__file__).parents[3] / "shared" / "security" / "corpus"


def payload(**kwargs):
    """A complete form as a visitor fills it in; keyword arguments replace or add fields."""
    filled_in = {
        "need": "rent_factory",
        "detail": "首层 3000㎡，层高 8 米，用电 500kVA",
        "use": "五金加工",
        "tax": "年纳税约 200 万元",
        "company": "横塘海桐五金厂",
        "contact": "梁小姐",
        "phone": "138 0013 8000",
        "consent": "1",
        "article": "",
        "source_path": "/inquiry/",
        "website": "",
        "csrfmiddlewaretoken": token_made(seconds_ago=60),
    }
    return filled_in | kwargs


def token_made(*, seconds_ago):
    with mock.patch.object(signing, "time") as clock:
        clock.time.return_value = time.time() - seconds_ago
        return form_token()


def corpus(name):
    """The payloads of one file; skips the test on a machine that lacks them."""
    path = CORPUS / f"{name}.jsonl"
    if not path.exists():
        pytest.skip(f"no payload corpus at {path}")
    return [json.loads(line)["p"] for line in path.read_text().splitlines()]
