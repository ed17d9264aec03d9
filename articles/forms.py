from django import forms
from taggit.forms import TagWidget

from .images import save_upload
from .models import Tag


class ArticleForm(forms.ModelForm):
    cover_upload = forms.FileField(
        label="上传封面",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="JPG、PNG 或 WebP，10 MB 以内；也可以在下面选用已上传的图片。",
    )

    class Meta:
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField", "autocomplete": "off"}),
            "standfirst": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            "tags": TagWidget(attrs={"class": "vLargeTextField"}),
        }

    user = None  # who is editing; set by ArticleAdmin

    def clean_cover_upload(self):
        """Store the picture at once, so that an error elsewhere in the form does not lose it."""
        upload = self.cleaned_data["cover_upload"]
        if not upload:
            return None
        image = save_upload(upload, alt=self.data.get("cover_alt", "")[:120], user=self.user)
        self.data = self.data.copy()
        self.data["cover"] = str(image.pk)
        return image

    def clean_tags(self):
        tags = self.cleaned_data["tags"]
        limit = Tag._meta.get_field("name").max_length
        if long := [name for name in tags if len(name) > limit]:
            raise forms.ValidationError(f"标签不能超过 {limit} 个字符：{long[0][:20]}…")
        return tags

    def clean(self):
        cleaned = super().clean()
        if image := cleaned.get("cover_upload"):
            cleaned["cover"] = image
        if (cover := cleaned.get("cover")) and not cleaned.get("cover_alt"):
            cleaned["cover_alt"] = cover.alt
        return cleaned


class RelatedChoiceFormSet(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        for form in self.forms:
            if form.cleaned_data.get("other") == self.instance:
                form.add_error("other", "不能选择文章自己。")
