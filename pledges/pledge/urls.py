"""Addresses of pledges."""

from django.urls import path

from cells.export.views import list_paths
from pledges.pledge import steps, views

urlpatterns = [
    *list_paths("", views.PledgeList, "pledge-list"),
    path("mine/", views.MyPledges.as_view(), name="my-pledges"),
    path("queue/", views.pledge_queue, name="pledge-queue"),
    path("blank.pdf", views.pledge_blank, name="pledge-blank"),
    path("<int:pk>/", views.PledgeDetail.as_view(), name="pledge"),
    path("<int:pk>.pdf", views.pledge_pdf, name="pledge-pdf"),
    path("<int:pk>/write/", steps.pledge_write, name="pledge-write"),
    path("<int:pk>/autosave/", steps.pledge_autosave, name="pledge-autosave"),
    path("<int:pk>/preview/", steps.pledge_preview, name="pledge-preview"),
    path("<int:pk>/items/<int:item_pk>/end/", steps.pledge_end_item, name="pledge-end-item"),
    path("<int:pk>/check/", steps.pledge_check, name="pledge-check"),
    path("<int:pk>/submit/", steps.pledge_submit, name="pledge-submit"),
    path("<int:pk>/sent/", steps.pledge_sent, name="pledge-sent"),
    path("<int:pk>/withdraw/", steps.pledge_withdraw, name="pledge-withdraw"),
    path("<int:pk>/accept/", steps.pledge_accept, name="pledge-accept"),
    path("<int:pk>/return/", steps.note_step, {"verb": "return"}, name="pledge-return"),
    path("<int:pk>/reopen/", steps.note_step, {"verb": "reopen"}, name="pledge-reopen"),
    path("<int:pk>/close/", steps.note_step, {"verb": "close"}, name="pledge-close"),
]
