"""Addresses of this room."""

from django.urls import URLPattern, path

from .views import circles, formations, letters, live, moves, pausing, placements, wishing

urlpatterns: list[URLPattern] = [
    path("ten/", circles.my_ten, name="my_ten"),
    path("ten/wish/", wishing.ten_wish, name="ten_wish"),
    path("whole/", circles.whole, name="whole"),
    path("circles/<int:level>-<int:number>/", circles.circle_page, name="circle"),
    path("circles/<int:level>-<int:number>/leave/", circles.circle_leave, name="circle_leave"),
    path("circles/<int:level>-<int:number>/pause/", pausing.circle_pause, name="circle_pause"),
    path("circles/<int:level>-<int:number>/resume/", pausing.circle_resume, name="circle_resume"),
    path("circles/<int:level>-<int:number>/come-back/", wishing.circle_come_back, name="circle_come_back"),
    path("circles/<int:level>-<int:number>/hour.ics", circles.circle_calendar, name="circle_calendar"),
    path("placements/<int:pk>/", placements.placement, name="placement"),
    path("you/letters/", letters.letters, name="letters"),
    path("letters/<str:token>/", letters.letters_stop, name="letters_stop"),
    path("circles/list.csv", formations.circle_list, name="circle_list"),
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
