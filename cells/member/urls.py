from django.urls import path

from cells.member import views

urlpatterns = [
    path("cells/members/", views.MemberList.as_view(), name="member-list"),
    path("cells/members/<int:pk>/", views.MemberDetail.as_view(), name="member"),
    path("cells/members/import/", views.roster_import, name="roster-import"),
    path("cells/members/import/template.xlsx", views.roster_template, name="roster-template"),
    path("cells/members/import/<uuid:token>/", views.roster_preview, name="roster-preview"),
    path("cells/members/import/<uuid:token>/confirm/", views.roster_confirm, name="roster-confirm"),
    path("cells/members/export/", views.roster_export, name="roster-export"),
]
