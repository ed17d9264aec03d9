import base64
import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as Pillow

from articles.images import MAX_BYTES, save_upload
from articles.models import Image
from tests.factories import UserFactory

from .pictures import jpeg_with_exif_entry, picture, png_without_pixels, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

CORPUS = Path(__file__).parents[2] / "../shared/security/corpus/files.jsonl"
UNREADABLE = ["无法识别这张图片，请上传 JPG、PNG 或 WebP 格式。"]
TOO_MANY_PIXELS = ["图片超过 4000 万像素，请缩小后再传。"]


def _refusal(data, name="图.jpg"):
    with pytest.raises(ValidationError) as refusal:
        save_upload(upload(data, name))
    assert Image.objects.count() == 0
    return refusal.value.messages


def _open(field):
    with Pillow.open(field.path) as stored:
        stored.load()
        return stored


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_save_upload_stores_a_webp_and_a_thumbnail(kind):
    image = save_upload(upload(picture(size=(60, 40), kind=kind)), alt="园区航拍")

    assert (image.alt, image.width, image.height) == ("园区航拍", 60, 40)
    stored = [_open(image.file), _open(image.thumbnail)]
    assert [(file.format, file.size) for file in stored] == [
        ("WEBP", (60, 40)),
        ("WEBP", (480, 320)),
    ]


def test_save_upload_remembers_who_uploaded():
    user = UserFactory()

    assert save_upload(upload(picture()), user=user).uploaded_by == user


def test_save_upload_makes_large_picture_small():
    image = save_upload(upload(picture(size=(1700, 340), mode="L")))

    assert (image.width, image.height) == (1600, 320)


@pytest.mark.parametrize("size", [(1, 1), (30_000, 1), (1, 30_000)])
def test_save_upload_takes_any_shape(size):
    image = save_upload(upload(picture(size=size, mode="L")))

    assert (image.width, image.height) == (min(size[0], 1600), min(size[1], 1600))


def test_save_upload_removes_place_and_camera_and_turns_upright():
    exif = Pillow.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x0110] = "SecretCamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 31.0, 5.0)})
    data = picture(size=(6, 4), kind="JPEG", exif=exif, comment=b"SecretNote")

    image = save_upload(upload(data))

    stored = [_open(image.file), _open(image.thumbnail)]
    assert [dict(file.getexif()) for file in stored] == [{}, {}]
    assert (image.width, image.height) == (4, 6)
    assert b"Secret" not in Path(image.file.path).read_bytes()


def test_save_upload_keeps_transparency():
    image = save_upload(upload(picture(mode="RGBA", color=(200, 30, 30, 0))))

    assert _open(image.file).getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16"])
def test_save_upload_takes_pictures_of_every_colour_mode(mode):
    assert _open(save_upload(upload(picture(mode=mode))).file).size == (6, 4)


def test_save_upload_takes_jpeg_for_print():
    assert _open(save_upload(upload(picture(mode="CMYK", kind="JPEG"))).file).mode == "RGB"


def test_save_upload_of_the_same_file_stores_it_once(media):
    first = save_upload(upload(picture(), "航拍.png"), alt="第一次")
    second = save_upload(upload(picture(), "另一个名字.png"), alt="第二次")

    assert (second, second.alt) == (first, "第一次")
    assert len([path for path in media.rglob("*") if path.is_file()]) == 2


def test_save_upload_names_files_by_their_digest():
    image = save_upload(upload(picture(), "../../<坏名字>.php"))

    folder, _, name = image.file.name.rpartition("/")
    assert (folder, name) == (f"images/{image.created_at:%Y/%m}", f"{image.sha256[:16]}.webp")


def test_save_upload_refuses_more_than_10_mb():
    data = picture() + bytes(MAX_BYTES)

    assert _refusal(data) == ["图片不能超过 10 MB。"]


def test_save_upload_takes_10_mb():
    data = picture()

    image = save_upload(upload(data + bytes(MAX_BYTES - len(data))))

    assert (image.width, image.height) == (6, 4)


@pytest.mark.parametrize("size", [(8000, 5001), (12_000, 12_000), (60_000, 60_000)])
def test_save_upload_refuses_more_than_40_megapixels_without_decoding(size):
    assert _refusal(png_without_pixels(*size)) == TOO_MANY_PIXELS


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(picture(kind="GIF"), id="gif"),
        pytest.param(picture(kind="BMP"), id="bmp"),
        pytest.param(picture(kind="TIFF"), id="tiff"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"/>', id="svg"),
        pytest.param("横塘园区".encode(), id="text"),
        pytest.param(b"", id="empty"),
        pytest.param(png_without_pixels(6, 4), id="no pixels"),
        pytest.param(picture(kind="JPEG", size=(60, 60))[:-80], id="truncated jpeg"),
        pytest.param(picture(kind="WEBP", size=(60, 60))[:-8], id="truncated webp"),
    ],
)
def test_save_upload_refuses_what_is_no_whole_picture(data):
    assert _refusal(data) == UNREADABLE


@pytest.mark.parametrize(
    ("tag", "kind", "value"),
    [(0x011A, 7, b"\xff\0\0\0"), (0x0100, 11, b"\x3f\x80\0\0")],
    ids=["resolution that is no number", "width that is a fraction"],
)
def test_save_upload_turns_a_photo_with_odd_exif_upright(tag, kind, value):
    image = save_upload(upload(jpeg_with_exif_entry(tag, kind, value)))

    assert (image.width, image.height) == (4, 6)


@pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus of hostile files at {CORPUS}")
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # of broken EXIF, which it then leaves out
def test_save_upload_takes_or_refuses_whatever_the_bytes():
    failures = []
    for line in CORPUS.read_text().splitlines():
        case = json.loads(line)
        try:
            save_upload(upload(base64.b64decode(case["b64"]), "图.jpg"))
        except ValidationError:
            pass
        except Exception as error:
            failures.append((case["name"], repr(error)))

    assert failures == []
