from django.urls import path

from . import views

app_name = "articles"

urlpatterns = [
    path("", views.home, name="home"),
    path("category/<slug:slug>/", views.category, name="category"),
    path("tag/<int:pk>/", views.tag, name="tag"),
    path("news/<int:pk>/", views.article_detail, name="detail"),
    path("news/<int:pk>/view/", views.record_view, name="record_view"),
    path("archive/", views.archive, name="archive"),
    path("archive/<int:year>/<int:month>/", views.archive_month, name="archive_month"),
    path("search/", views.search, name="search"),
]
