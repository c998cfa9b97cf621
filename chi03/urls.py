from django.contrib import admin
from django.urls import include, path

from chi03.health import health

urlpatterns = [
    path("health/", health, name="health"),
    path("quan-tri/", admin.site.urls),
    path("", include("cells.urls")),
    path("pledges/", include("pledges.urls")),
    path("", include("reports.urls")),
]

handler400 = "reports.home.views.bad_request"
handler403 = "reports.home.views.forbidden"
handler404 = "reports.home.views.not_found"
handler500 = "reports.home.views.server_error"
