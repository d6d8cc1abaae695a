"""Addresses of this room."""

from django.urls import URLPattern, path

from .views import composing, ground, mine, rounds

urlpatterns: list[URLPattern] = [
    path("circles/<int:level>-<int:number>/one-desire/", ground.one_desire, name="one_desire"),
    path("whole/one-desire/", ground.one_desire, name="one_desire_whole"),
    path("one-desire/<str:key>/", composing.composition_page, name="composition"),
    path("one-desire/<str:key>/write/", composing.write, name="composition_write"),
    path("one-desire/<str:key>/take-in/", composing.take_in, name="composition_take_in"),
    path("one-desire/<str:key>/act/", composing.act, name="composition_act"),
    path("one-desire/<str:key>/answer/", composing.consent, name="composition_answer"),
    path("one-desire/<str:key>/say-in/", composing.say_in, name="composition_say_in"),
    path("one-desire/<str:key>/words/<int:pk>/", ground.walk, name="walk"),
    path("my-words/", mine.my_words, name="my_words"),
    path("my-words/<int:pk>/", mine.answer, name="my_words_answer"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", rounds.plan, name="round_plan"),
    path("rounds/<str:key>/", rounds.round_page, name="round"),
    path("rounds/<str:key>/change/", rounds.plan, name="round_change"),
    path("rounds/<str:key>/end/", rounds.end, name="round_end"),
    path("rounds/<str:key>/letter/", rounds.letter, name="round_letter"),
    path("rounds/<str:key>/calendar/", rounds.calendar, name="round_calendar"),
]
