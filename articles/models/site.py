from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from zsnews.models import SingleRow


class SiteSettings(SingleRow):
    """What the site says of itself on every page: one row, edited in the admin."""

    name = models.CharField("网站名称", max_length=30, default="产业资讯网")
    tagline = models.CharField("一句话介绍", max_length=60, blank=True)
    description = models.TextField(
        "网站描述", max_length=200, blank=True, help_text="供搜索引擎显示。"
    )
    icp_number = models.CharField("ICP 备案号", max_length=40, blank=True)
    police_number = models.CharField(
        "公安备案号",
        max_length=40,
        blank=True,
        help_text="例如：粤公网安备 44200002440000号",
        validators=[RegexValidator(r"\d{6,}", "备案号里应有一串数字。")],
    )
    copyright_text = models.TextField(
        "版权与转载声明",
        max_length=300,
        blank=True,
        default="版权声明：本文由本站发布，如需转载请注明出处。",
    )
    takedown_text = models.TextField(
        "侵权处理说明",
        max_length=300,
        blank=True,
        default="部分内容来自公开渠道，如有不妥之处请联系我们删除。",
    )

    class Meta(SingleRow.Meta):
        verbose_name = verbose_name_plural = "网站设置"

    def __str__(self):
        return self.name

    @property
    def police_code(self):
        """The digits that the public security register is searched by."""
        return "".join(filter(str.isdigit, self.police_number))


class DueCheck(SingleRow):
    """Up to which moment the worker has looked for articles that became due or expired."""

    until = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return str(self.until)
