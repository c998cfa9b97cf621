from django.urls import path

from cells.member.accounts import entry, views

urlpatterns = [
    path("sign-in/", entry.SignIn.as_view(), name="sign-in"),
    path("sign-out/", entry.SignOut.as_view(), name="sign-out"),
    path("first-password/", entry.first_password, name="first-password"),
    path("profile/", entry.Profile.as_view(), name="profile"),
    path("profile/password/", entry.password_change, name="password-change"),
    path("cells/accounts/", views.AccountList.as_view(), name="account-list"),
    path("cells/accounts/slips/", views.account_slips, name="account-slips"),
    path("cells/accounts/<int:pk>/", views.AccountDetail.as_view(), name="account"),
    path("cells/accounts/<int:pk>/slip/", views.account_slip, name="account-slip"),
    path("cells/accounts/<int:pk>/disable/", views.account_disable, name="account-disable"),
    path("cells/accounts/<int:pk>/enable/", views.account_enable, name="account-enable"),
    path("cells/accounts/<int:pk>/rename/", views.account_rename, name="account-rename"),
    path("cells/members/<int:pk>/account/", views.account_request, name="account-request"),
    path(
        "cells/members/<int:pk>/account/disable/",
        views.account_request_disable,
        name="account-request-disable",
    ),
]
