from django.http import HttpResponsePermanentRedirect

from .models import OldAddress


class OldAddressMiddleware:
    """Send readers of a path that an article once had to where it is now.

    Looked up only when there is no page, so that living pages pay nothing for it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 404 and request.method in {"GET", "HEAD"}:
            paths = {request.path, request.get_full_path()}
            old = OldAddress.objects.filter(path__in=paths).select_related("article").first()
            if old and old.article.is_public:
                return HttpResponsePermanentRedirect(old.article.get_absolute_url())
        return response
