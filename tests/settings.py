"""The site's settings, made fast and self-contained for tests."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests")

from zsnews.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
MEDIA_ROOT = tempfile.mkdtemp(prefix="zsnews-test-media-")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SERVE_MEDIA = True

# Whatever .env says of the site, the tests speak to this one.
DEBUG = False
SITE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
TRUSTED_PROXIES = []
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"].pop("NAME")  # noqa: F405
    DATABASES["default"]["NAME"] = ":memory:"  # noqa: F405
