from django import template

from ..forms import InquiryForm, form_token
from ..models import ConsentNotice, ContactCard

register = template.Library()


@register.inclusion_tag("leads/_inquiry_form.html")
def inquiry_form(article=None, form=None):
    """The inquiry form: blank on an article's page, or ``form`` with what a visitor typed."""
    if form is None:
        origin = {"article": article.pk, "source_path": article.get_absolute_url()}
        form = InquiryForm(initial=origin)
    return {
        "form": form,
        "token": form["csrfmiddlewaretoken"].value() or form_token(),
        "notice": ConsentNotice.current(),
    }


@register.inclusion_tag("leads/_contact_card.html")
def contact_card(article=None):
    """Whom to call; with an article, the code to name on the phone."""
    return {"card": ContactCard.load(), "article": article}
