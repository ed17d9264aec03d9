"""Uploaded pictures: checked before they are decoded, then stored re-encoded and small."""

import hashlib
import struct
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from PIL import ExifTags, ImageOps
from PIL import Image as Pillow

from .models import Image

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
FULL_SIZE = 1600  # px, the longest side of what an article shows
THUMBNAIL_SIZE = (480, 320)  # px, cropped: twice the largest card on a phone
QUALITY = 82  # of WebP: no visible loss in photographs of buildings, a tenth of the phone's JPEG
TOO_MANY_PIXELS = f"图片超过 {MAX_PIXELS // 10_000} 万像素，请缩小后再传。"
# What Pillow raises for files that are no picture, or a broken one.
UNREADABLE = (OSError, SyntaxError, ValueError, OverflowError, MemoryError, struct.error)
# EXIF orientation -> what puts the picture upright.
UPRIGHT = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}


def save_upload(upload, *, alt: str = "", user=None) -> Image:
    """Store an uploaded picture and return its ``Image``; the same file comes back as it was.

    Raises ValidationError, with a message in Chinese, for what is too large or no picture.
    The stored files are WebP without EXIF, so without the place where the photo was taken.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(f"图片不能超过 {MAX_BYTES // 1024 // 1024} MB。")
    data = upload.read()
    digest = hashlib.sha256(data).hexdigest()
    if image := Image.objects.filter(sha256=digest).first():
        return image
    picture = decode(data)
    full = _reduced(picture)
    image = Image(alt=alt, sha256=digest, uploaded_by=user, width=full.width, height=full.height)
    thumbnail = ImageOps.fit(picture, THUMBNAIL_SIZE)
    image.file.save(f"{digest[:16]}.webp", _encode(full), save=False)
    image.thumbnail.save(f"{digest[:16]}-thumb.webp", _encode(thumbnail), save=False)
    try:
        with transaction.atomic():
            image.save()
    except IntegrityError:  # the same file was sent twice at once
        image.file.delete(save=False)
        image.thumbnail.delete(save=False)
        return Image.objects.get(sha256=digest)
    return image


def decode(data: bytes) -> Pillow.Image:
    """Return the picture upright in RGB or RGBA; ValidationError when it is none or too large."""
    try:
        picture = Pillow.open(BytesIO(data), formats=FORMATS)  # reads no more than the header
        if picture.width * picture.height > MAX_PIXELS:
            raise ValidationError(TOO_MANY_PIXELS)
        if picture.mode not in {"RGB", "RGBA"}:
            picture.info.pop("icc_profile", None)  # it speaks of other colours, such as CMYK
        return _upright(picture).convert("RGBA" if picture.has_transparency_data else "RGB")
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise ValidationError(TOO_MANY_PIXELS) from error
    except UNREADABLE as error:
        raise ValidationError("无法识别这张图片，请上传 JPG、PNG 或 WebP 格式。") from error


def _upright(picture):
    """Turn the picture as the camera says; only this tag is read, the others are often broken."""
    turn = UPRIGHT.get(picture.getexif().get(ExifTags.Base.Orientation))
    return picture if turn is None else picture.transpose(turn)


def _reduced(picture):
    scale = min(1, FULL_SIZE / max(picture.size))
    if scale == 1:
        return picture
    width, height = (max(1, round(side * scale)) for side in picture.size)
    return picture.resize((width, height), Pillow.Resampling.LANCZOS)


def _encode(picture: Pillow.Image) -> ContentFile:
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=QUALITY, method=4)
    return ContentFile(buffer.getvalue())
