"""Addresses of this room."""

from django.urls import path

from .views import applying, entering, gate, inviting, public, stewards

urlpatterns = [
    # for everybody
    path("purpose/", public.purpose, name="purpose"),
    path("purpose/<int:number>/", public.purpose_version, name="purpose_version"),
    path("purpose/answer/", public.purpose_answer, name="purpose_answer"),
    path("purpose/write/", gate.purpose_write, name="purpose_write"),
    path("way-in/", public.way_in, name="way_in"),
    path("path/", public.path, name="path"),
    path("path/<int:number>/", public.path_text, name="path_text"),
    path("threshold/letters/<str:token>/", applying.letters_stop, name="threshold_letters_stop"),
    # coming in
    path("invited/<str:token>/", entering.invited, name="invited"),
    path("enter/", entering.enter, name="enter"),
    path("threshold/", applying.threshold, name="threshold"),
    path("threshold/why/", applying.threshold_why, name="threshold_why"),
    path("threshold/code/", applying.threshold_code, name="threshold_code"),
    path("threshold/ask/", applying.threshold_ask, name="threshold_ask"),
    path("threshold/say/", applying.threshold_say, name="threshold_say"),
    path("threshold/letters/", applying.threshold_letters, name="threshold_letters"),
    path("threshold/withdraw/", applying.threshold_withdraw, name="threshold_withdraw"),
    path("threshold/again/", applying.threshold_again, name="threshold_again"),
    path("you/threshold/", applying.threshold_past, name="threshold_past"),
    path("you/invite/", inviting.invite, name="invite"),
    path("you/invite/<int:pk>/revoke/", inviting.invite_revoke, name="invite_revoke"),
    # stewards
    path("applications/", stewards.applications_page, name="applications"),
    path("applications/<str:key>/", stewards.application, name="application"),
    path("applications/<str:key>/spoken/", stewards.application_spoken, name="application_spoken"),
    path("entry/", gate.entry, name="entry"),
    path("entry/waves/", gate.waves_page, name="waves"),
    path("entry/waves/<int:pk>/turn/", gate.wave_turn, name="wave_turn"),
    path("entry/waves/<int:pk>/code/", gate.wave_code, name="wave_code"),
    path("entry/path/", gate.path_texts, name="path_texts"),
]
