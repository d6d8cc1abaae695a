"""Addresses of this room."""

from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("circles/<int:level>-<int:number>/gatherings/", views.say, name="say_attendance"),
]
