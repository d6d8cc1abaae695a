"""Addresses of this room."""

from django.urls import URLPattern, path

from .views import members, stewards

urlpatterns: list[URLPattern] = [
    path("ten/move/", members.ask_to_move, name="ask_to_move"),
    path("circles/<int:level>-<int:number>/asks/", members.ten_ask, name="ten_ask"),
    path("asks/<int:pk>/", members.ask_answer, name="ask_answer"),
    path("changes/<int:pk>/", members.change, name="change"),
    path("season/", members.season, name="season"),
    path("renewals/", stewards.renewals, name="renewals"),
    path("renewals/new/", stewards.renewal_start, name="renewal_start"),
    path("renewals/<int:pk>/", stewards.renewal, name="renewal"),
    path("renewals/<int:pk>/publish/", stewards.renewal_publish, name="renewal_publish"),
    path("renewals/<int:pk>/set-aside/", stewards.renewal_set_aside, name="renewal_set_aside"),
    path("seasons/open/", stewards.season_open, name="season_open"),
    path("seasons/<int:pk>/close/", stewards.season_close, name="season_close"),
]
