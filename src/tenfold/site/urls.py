"""Every address of the site, room by room."""

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from tenfold.site.api import api
from tenfold.site.desk import desk
from tenfold.site.pages import charter, front, today

urlpatterns = [
    path("", front, name="front"),
    path("today/", today, name="today"),
    path("charter/", charter, name="charter"),
    path("desk/", desk, name="desk"),
    path("language/", set_language, name="set_language"),
    path("account/", include("tenfold.site.account_urls")),
    path("", include("tenfold.fellowship.members.urls")),
    path("", include("tenfold.fellowship.circles.urls")),
    path("api/", api.urls),
]

if settings.DEMO or settings.DEBUG:
    from tenfold.site.demo.views import come_in
    from tenfold.site.style import style_page

    urlpatterns += [path("style/", style_page, name="style"), path("come-in-as/", come_in, name="come_in")]
