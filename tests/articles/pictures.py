"""Small pictures for tests, as an editor's browser would send them."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow


def picture(*, size=(6, 4), mode="RGB", color=None, kind="PNG", **options) -> bytes:
    buffer = BytesIO()
    Pillow.new(mode, size, color or 0).save(buffer, kind, **options)
    return buffer.getvalue()


def upload(data: bytes, name="航拍.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def png_without_pixels(width: int, height: int) -> bytes:
    """A PNG that says this size and holds nothing that could be decoded."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", b"")


def _chunk(name, data):
    checksum = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)


def jpeg_with_exif_entry(tag: int, kind: int, value: bytes) -> bytes:
    """A JPEG lying on its side, whose EXIF also says ``value`` under ``tag`` as type ``kind``."""
    on_its_side = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    entries = [struct.pack(">HHI4s", tag, kind, 1, value), on_its_side]
    exif = b"MM\0*" + struct.pack(">IH", 8, 2) + b"".join(sorted(entries)) + bytes(4)
    return picture(kind="JPEG", exif=b"Exif\0\0" + exif)
