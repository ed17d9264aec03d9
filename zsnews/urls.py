"""The one module that sees both apps."""

from django.conf import settings
from django.contrib import admin
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, re_path
from django.views.static import serve

admin.site.site_header = "产业资讯管理后台"
admin.site.site_title = "管理后台"
admin.site.index_title = "工作台"


def favicon(request):
    """Browsers and WeChat ask for this address whatever the page says."""
    return redirect(static("img/favicon.svg"))


urlpatterns = [
    path("favicon.ico", favicon),
    path("admin/", admin.site.urls),
    path("inquiry/", include("leads.urls")),
    path("", include("articles.urls")),
]

if settings.SERVE_MEDIA:
    urlpatterns.append(
        re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT})
    )
