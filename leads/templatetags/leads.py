from django import template

from ..forms import InquiryForm, reusable_token
from ..models import ConsentNotice, ContactCard

register = template.Library()


@register.inclusion_tag("leads/_inquiry_form.html")
def inquiry_form(article=None, form=None):
    """The inquiry form: blank, on an article's page or elsewhere, or ``form`` as it was sent."""
    if form is None:
        source_path = article.get_absolute_url() if article else ""
        form = InquiryForm(initial={"article": article and article.pk, "source_path": source_path})
    notice = ConsentNotice.current()
    return {
        "form": form,
        "token": reusable_token(form["csrfmiddlewaretoken"].value()),
        "notice": notice,
        # Who agreed to an older version has not agreed to this one.
        "agreed": notice is not None and form.data.get("consent") == str(notice.pk),
    }


@register.inclusion_tag("leads/_contact_card.html")
def contact_card(article=None):
    """Whom to call; with an article, the code to name on the phone."""
    return {"card": ContactCard.load(), "article": article}
