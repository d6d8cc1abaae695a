"""Addresses of this room."""

from django.urls import path

from . import views

urlpatterns = [
    path("line/", views.my_line, name="my_line"),
    path("line/wait/", views.line_wait, name="line_wait"),
    path("desk/line/", views.line, name="line"),
    path("desk/line/waiting-line.csv", views.line_csv, name="line_csv"),
    path("desk/line/offer/", views.line_offer, name="line_offer"),
]
