"""Addresses of this room."""

from django.urls import URLPattern, path

from .views import blocks, matters, mine, rules

urlpatterns: list[URLPattern] = [
    path("conduct/", rules.rules, name="conduct_rules"),
    path("conduct/edit/", rules.rules_edit, name="conduct_rules_edit"),
    path("people/<str:key>/", blocks.person, name="person"),
    path("people/<str:key>/block/", blocks.block, name="block"),
    path("people/<str:key>/unblock/", blocks.unblock, name="unblock"),
    path("you/blocks/", blocks.blocks, name="blocks"),
    path("report/", mine.report, name="report"),
    path("you/matters/", mine.my_matters, name="my_matters"),
    path("you/matters/<str:key>/", mine.my_matter, name="my_matter"),
    path("matters/", matters.matters, name="matters"),
    path("matters/<str:key>/", matters.matter, name="matter"),
]
