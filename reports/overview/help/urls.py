from django.urls import path

from reports.overview.help import views

urlpatterns = [
    path("help/", views.overview_help, name="overview-help"),
    path("help/<int:pk>/", views.help_request, name="help-request"),
    path("help/<int:pk>/answer/", views.help_answer, name="help-answer"),
    path("help/cells/<int:pk>/", views.help_ask, name="help-ask"),
]
