"""Addresses of this room."""

from django.urls import URLPattern, path

from .views import brought_in, cards, ground, moderating, reading, writing

CIRCLE = "desires/of/<int:level>-<int:number>/"

urlpatterns: list[URLPattern] = [
    path("desires/", reading.desires, name="desires"),
    path(CIRCLE, reading.desires, name="desires_of"),
    path("desires/mine/", reading.my_desires, name="my_desires"),
    path("desires/mine/answers/", reading.my_answers, name="my_answers"),
    path("desires/write/", writing.desire_write, name="desire_write"),
    path("desires/cards/", cards.desire_cards, name="desire_cards"),
    path(f"{CIRCLE}cards/", cards.desire_cards, name="desire_cards_of"),
    path("desires/ground/", ground.ground, name="ground"),
    path(f"{CIRCLE}ground/", ground.ground, name="ground_of"),
    path("desires/map/", ground.desires_map, name="desires_map"),
    path(f"{CIRCLE}map/", ground.desires_map, name="desires_map_of"),
    path("desires/brought-in/", brought_in.rounds_brought_in, name="rounds_brought_in"),
    path("desires/brought-in/<str:key>/", brought_in.round_brought_in, name="round_brought_in"),
    path("desires/rules/", moderating.desire_rules, name="desire_rules"),
    path("desires/rules/edit/", moderating.desire_rules_edit, name="desire_rules_edit"),
    path("desires/log/", moderating.desire_log, name="desire_log"),
    path("desires/keeping/", moderating.desire_keeping, name="desire_keeping"),
    path("desires/crowds/<int:pk>/", moderating.desire_crowd, name="desire_crowd"),
    path("desires/renderings/<int:pk>/take-back/", writing.rendering_take_back, name="rendering_take_back"),
    path("desires/renderings/<int:pk>/hide/", moderating.rendering_hide, name="rendering_hide"),
    path("desires/renderings/<int:pk>/show/", moderating.rendering_show, name="rendering_show"),
    path("desires/one/<str:key>/", reading.desire, name="desire"),
    path("desires/one/<str:key>/answer/", writing.desire_answer, name="desire_answer"),
    path("desires/one/<str:key>/change/", writing.desire_change, name="desire_change"),
    path("desires/one/<str:key>/withdraw/", writing.desire_withdraw, name="desire_withdraw"),
    path("desires/one/<str:key>/render/", writing.desire_render, name="desire_render"),
    path("desires/one/<str:key>/hide/", moderating.desire_hide, name="desire_hide"),
    path("desires/one/<str:key>/show/", moderating.desire_show, name="desire_show"),
]
