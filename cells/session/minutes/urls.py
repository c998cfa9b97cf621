"""Addresses of minutes."""

from django.urls import path

from cells.session.minutes import editing, signing, views

BASE = "sessions/<int:pk>"

urlpatterns = [
    path(f"{BASE}/minutes/", views.session_minutes, name="session-minutes"),
    path(f"{BASE}/minutes.pdf", views.session_minutes_pdf, name="session-minutes-pdf"),
    path(
        f"{BASE}/minutes/parts/<slug:key>/",
        editing.session_minutes_part,
        name="session-minutes-part",
    ),
    path(
        f"{BASE}/minutes/parts/<slug:key>/autosave/",
        editing.session_minutes_part_autosave,
        name="session-minutes-part-autosave",
    ),
    path(
        f"{BASE}/minutes/parts/<slug:key>/restore/",
        editing.session_minutes_part_restore,
        name="session-minutes-part-restore",
    ),
    path(f"{BASE}/minutes/sign/", signing.session_sign, name="session-sign"),
    path(f"{BASE}/minutes/countersign/", signing.session_countersign, name="session-countersign"),
    path(f"{BASE}/minutes/reopen/", signing.session_reopen, name="session-reopen"),
]
