"""Addresses of this room."""

from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("circles/<int:level>-<int:number>/inner/", views.inner, name="inner_work"),
    path("sharings/<int:pk>/take-back/", views.forget, name="take_back_sharing"),
]
