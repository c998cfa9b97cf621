from django.urls import path

from cells.export.views import list_paths
from cells.member.moves import views

urlpatterns = [
    *list_paths("cells/transfers/", views.TransferList, "transfer-list"),
    path("cells/transfers/<int:pk>/", views.TransferDetail.as_view(), name="transfer"),
    path("cells/transfers/<int:pk>/receive/", views.transfer_receive, name="transfer-receive"),
    path("cells/transfers/<int:pk>/cancel/", views.transfer_cancel, name="transfer-cancel"),
    path("cells/members/new/", views.member_join, name="member-join"),
    path("cells/members/<int:pk>/transfer/", views.transfer_propose, name="transfer-propose"),
    path("cells/members/<int:pk>/rejoin/", views.member_rejoin, name="member-rejoin"),
    path("cells/members/<int:pk>/stay/", views.member_stay, name="member-stay"),
    path("cells/members/<int:pk>/stay/end/", views.member_stay_end, name="member-stay-end"),
    path("cells/members/<int:pk>/leave/", views.member_leave, name="member-leave"),
]
