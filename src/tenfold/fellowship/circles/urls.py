"""Addresses of this room."""

from django.urls import URLPattern, path

from .views import circles, formations, live, moves, placements

urlpatterns: list[URLPattern] = [
    path("ten/", circles.my_ten, name="my_ten"),
    path("whole/", circles.whole, name="whole"),
    path("circles/<int:level>-<int:number>/", circles.circle_page, name="circle"),
    path("circles/<int:level>-<int:number>/leave/", circles.circle_leave, name="circle_leave"),
    path("circles/<int:level>-<int:number>/hour.ics", circles.circle_calendar, name="circle_calendar"),
    path("placements/<int:pk>/", placements.placement, name="placement"),
    path("formations/", formations.formations, name="formations"),
    path("formations/new/", formations.formation_new, name="formation_new"),
    path("formations/<int:pk>/", formations.formation, name="formation"),
    path("formations/<int:pk>/live/", live.formation_live, name="formation_live"),
    path("formations/<int:pk>/unplaced/", formations.formation_unplaced, name="formation_unplaced"),
    path("formations/<int:pk>/publish/", formations.formation_publish, name="formation_publish"),
    path("formations/<int:pk>/set-aside/", formations.formation_set_aside, name="formation_set_aside"),
    path("formations/<int:pk>/again/", formations.formation_again, name="formation_again"),
    path("formations/<int:pk>/move/<str:key>/", moves.formation_move, name="formation_move"),
]
