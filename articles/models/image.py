from django.conf import settings
from django.db import models
from django.utils import timezone


def upload_path(image, filename):
    """Where an image is stored: by month, under a name made from the upload's digest."""
    return f"images/{timezone.localdate():%Y/%m}/{filename}"


class Image(models.Model):
    """An uploaded picture, re-encoded by ``images.save_upload``; the same file is stored once."""

    file = models.ImageField("图片", upload_to=upload_path, max_length=200, editable=False)
    thumbnail = models.ImageField("缩略图", upload_to=upload_path, max_length=200, editable=False)
    width = models.PositiveIntegerField("宽", editable=False)
    height = models.PositiveIntegerField("高", editable=False)
    alt = models.CharField(
        "替代文字", max_length=120, blank=True, help_text="看不到图的人会听到它。"
    )
    sha256 = models.CharField("上传文件的摘要", max_length=64, unique=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="上传者",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "图片"
        ordering = ["-pk"]

    def __str__(self):
        return self.alt or self.file.name.rpartition("/")[2]
