"""The demo's staff accounts: random passwords, kept in a file that only the owner can read."""

import json
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

# User name -> the staff group; None for the superuser.
ACCOUNTS = {"admin": None, "writer": "写稿", "editor": "编辑", "sales": "销售", "manager": "主管"}


def password_file() -> Path:
    return settings.VAR_DIR / "demo-accounts.json"


def ensure_accounts() -> dict[str, str]:
    """Create the accounts that are missing and return user name -> password of all.

    A password that the file does not know, because the file was lost, is set anew.
    """
    path = password_file()
    passwords = _read(path)
    user_model = get_user_model()
    for username, group in ACCOUNTS.items():
        user = user_model.objects.filter(username=username).first()
        if user and username in passwords:
            continue
        user = user or user_model(username=username, is_staff=True, is_superuser=group is None)
        passwords[username] = secrets.token_urlsafe(12)
        user.set_password(passwords[username])
        user.save()
        if group:
            user.groups.add(Group.objects.get(name=group))
    _write(path, passwords)
    return passwords


def _read(path):
    try:
        return json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return {}


def _write(path, passwords):
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(passwords, indent=2))
    draft.replace(path)
