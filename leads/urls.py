from django.urls import path

from . import views

app_name = "leads"

urlpatterns = [
    path("", views.inquiry_create, name="inquiry_create"),
    path("sent/<slug:reference>/", views.inquiry_sent, name="inquiry_sent"),
]
