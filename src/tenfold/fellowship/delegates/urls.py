"""Addresses of this room."""

from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("circles/<int:level>-<int:number>/voice/willing/", views.willing, name="say_willing"),
    path("circles/<int:level>-<int:number>/voice/lay-down/", views.down, name="lay_down_voice"),
]
