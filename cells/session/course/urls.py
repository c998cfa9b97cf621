"""Addresses of a running session."""

from django.urls import path

from cells.session.course import closing, lines, views

HERE = "sessions/<int:pk>/"
ITEM = f"{HERE}items/<int:item_pk>/"

urlpatterns = [
    path(f"{HERE}course/", views.session_course, name="session-course"),
    path(ITEM, views.session_item, name="session-item"),
    path(f"{ITEM}autosave/", views.session_item_autosave, name="session-item-autosave"),
    path(f"{ITEM}speeches/", lines.session_speech_add, name="session-speech-add"),
    path(f"{ITEM}votes/", lines.session_vote_add, name="session-vote-add"),
    path(f"{HERE}speeches/<int:line_pk>/", lines.session_speech, name="session-speech"),
    path(
        f"{HERE}speeches/<int:line_pk>/remove/",
        lines.session_speech_remove,
        name="session-speech-remove",
    ),
    path(f"{HERE}votes/<int:line_pk>/", lines.session_vote, name="session-vote"),
    path(
        f"{HERE}votes/<int:line_pk>/remove/", lines.session_vote_remove, name="session-vote-remove"
    ),
    path(f"{HERE}conclude/", closing.session_conclude, name="session-conclude"),
    path(
        f"{HERE}conclude/autosave/",
        closing.session_conclude_autosave,
        name="session-conclude-autosave",
    ),
    path(f"{HERE}tasks/", closing.session_task_add, name="session-task-add"),
    path(f"{HERE}tasks/<int:task_pk>/", closing.session_task, name="session-task"),
    path(
        f"{HERE}tasks/<int:task_pk>/remove/",
        closing.session_task_remove,
        name="session-task-remove",
    ),
    path(f"{HERE}resume/", closing.session_resume, name="session-resume"),
]
