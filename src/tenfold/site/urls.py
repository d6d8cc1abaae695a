"""Every address of the site, room by room."""

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from tenfold.site.api import api
from tenfold.site.desk import desk
from tenfold.site.needs import circles_in_need
from tenfold.site.pages import charter, front, today
from tenfold.site.where import where

urlpatterns = [
    path("", front, name="front"),
    path("today/", today, name="today"),
    path("charter/", charter, name="charter"),
    path("desk/", desk, name="desk"),
    path("desk/where/", where, name="where"),
    path("desk/where/<str:by>/", where, name="where"),
    path("desk/circles/<str:need>/", circles_in_need, name="circles_in_need"),
    path("language/", set_language, name="set_language"),
    path("account/", include("tenfold.site.account_urls")),
    path("", include("tenfold.fellowship.members.urls")),
    path("", include("tenfold.fellowship.threshold.urls")),
    path("", include("tenfold.fellowship.conduct.urls")),
    path("", include("tenfold.fellowship.circles.urls")),
    path("", include("tenfold.fellowship.line.urls")),
    path("", include("tenfold.fellowship.renewal.urls")),
    path("", include("tenfold.fellowship.delegates.urls")),
    path("", include("tenfold.fellowship.gatherings.urls")),
    path("", include("tenfold.fellowship.desires.urls")),
    path("", include("tenfold.fellowship.one_desire.urls")),
    path("", include("tenfold.fellowship.practice.urls")),
    path("api/", api.urls),
]

if settings.DEMO or settings.DEBUG:
    from tenfold.site.demo.views import come_in
    from tenfold.site.style import style_page

    urlpatterns += [path("style/", style_page, name="style"), path("come-in-as/", come_in, name="come_in")]
