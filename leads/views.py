from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from .forms import InquiryForm
from .models import Inquiry
from .origin import is_foreign

FOREIGN = "这份表单不是从本站页面提交的。您填写的内容都在，请核对后在这里再提交一次。"


@csrf_exempt  # no cookie to compare with: is_foreign stands in for it, and the token is signed
@require_http_methods(["GET", "HEAD", "POST"])
def inquiry_create(request):
    if request.method != "POST":
        return _form_page(request, InquiryForm(initial={"source_path": request.path}))
    form = InquiryForm(request.POST)
    if is_foreign(request):
        form.add_error(None, FOREIGN)
        return _form_page(request, form, status=403)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    inquiry = form.save()
    return redirect(inquiry)


@require_safe
def inquiry_sent(request, reference):
    inquiry = get_object_or_404(Inquiry.objects.select_related("article"), reference=reference)
    return render(request, "leads/inquiry_sent.html", {"inquiry": inquiry})


def _form_page(request, form, status=200):
    return render(request, "leads/inquiry_create.html", {"form": form}, status=status)
