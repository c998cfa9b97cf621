"""Pages of standings, offices and posts: who may, what is asked, which service does it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.export.views import ExportableList
from cells.member.models import Body, CommitteePost, Member
from cells.member.plans import Plan
from cells.member.posts import forms, services
from cells.member.posts.filters import PostFilter
from cells.member.posts.mandates import plan_duties, plan_end, plan_extension, plan_grant
from cells.member.posts.offices import plan_office
from cells.member.posts.releases import plan_release, plan_return, running
from cells.member.posts.rules import bodies_given_by
from cells.member.posts.tables import PostTable, open_first
from cells.member.preview import Question, StepForm, ask
from cells.member.tenure import span
from cells.organisation.models import Cell
from cells.web import VisiblePapersMixin, fetch_paper

people = Member.objects.all()
posts = CommitteePost.objects.select_related("member")


def member_standing(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch_paper(request, people, pk, "release")
    return ask_and_write(
        request,
        forms.ReleaseForm(request.POST or None),
        partial(plan_release, member),
        partial(services.begin_standing, member),
        title=f"Miễn, đình chỉ sinh hoạt: {member}",
        lead="Chỉ ghi tình trạng và ngày. Không ghi lý do, không ghi bệnh.",
        button="Ghi tình trạng này",
        done="Đã ghi.",
        back=member.get_absolute_url(),
    )


def member_standing_end(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch_paper(request, people, pk, "release")
    standing = running(member, clock.today())
    if standing is None:
        return redirect(member)
    return ask_and_write(
        request,
        forms.ReturnForm(request.POST or None),
        partial(plan_return, standing),
        partial(services.end_standing, standing),
        title=f"Kết thúc {standing.get_kind_display()}: {member}",
        lead=f"Đang ghi từ {standing.since:%d/%m/%Y}.",
        button="Ghi ngày kết thúc",
        done="Đã ghi ngày kết thúc.",
        back=member.get_absolute_url(),
    )


def member_office(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch_paper(request, people, pk, "appoint")
    here = member.memberships.open_on(clock.today())
    cells = list(Cell.objects.filter(memberships__in=here).distinct())
    if not cells:
        return redirect(member)
    return ask_and_write(
        request,
        forms.OfficeForm(request.POST or None, member=member, cells=cells),
        partial(plan_office, member),
        partial(services.change_office, member),
        title=f"Chức vụ trong chi bộ: {member}",
        lead=", ".join(f"{row.get_office_display() or 'Đảng viên'}, {row.cell}" for row in here),
        button="Ghi chức vụ",
        done="Đã ghi chức vụ.",
        back=member.get_absolute_url(),
    )


def member_post(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch_paper(request, people, pk, "grant")
    return ask_and_write(
        request,
        forms.GrantForm(request.POST or None, bodies=bodies_given_by(request.user)),
        partial(plan_grant, member),
        partial(services.grant_post, member),
        title=f"Giao chức vụ trong đảng uỷ: {member}",
        button="Giao chức vụ",
        done="Đã giao chức vụ.",
        back=member.get_absolute_url(),
    )


def post_end(request: HttpRequest, pk: int) -> HttpResponse:
    post = fetch_paper(request, posts, pk, "end")
    return ask_and_write(
        request,
        forms.EndForm(request.POST or None),
        partial(plan_end, post),
        partial(services.end_post, post),
        title=f"Thôi chức vụ: {post.member}",
        lead=held(post),
        button="Ghi ngày thôi",
        done="Đã ghi ngày thôi chức vụ.",
        back=reverse("post-list"),
    )


def post_extend(request: HttpRequest, pk: int) -> HttpResponse:
    post = fetch_paper(request, posts, pk, "extend")
    return ask_and_write(
        request,
        forms.ExtendForm(request.POST or None, post=post),
        partial(plan_extension, post),
        partial(services.extend_post, post),
        title=f"Gia hạn nhiệm kỳ: {post.member}",
        lead=held(post),
        button="Gia hạn",
        done="Đã gia hạn.",
        back=reverse("post-list"),
    )


def post_duties(request: HttpRequest, pk: int) -> HttpResponse:
    post = fetch_paper(request, posts, pk, "assign")
    return ask_and_write(
        request,
        forms.DutiesForm(request.POST or None, post=post),
        partial(plan_duties, post),
        partial(services.change_duties, post),
        title=f"Nhiệm vụ, chi bộ theo dõi: {post.member}",
        lead=held(post),
        button="Ghi nhiệm vụ",
        done="Đã ghi nhiệm vụ, chi bộ theo dõi.",
        back=reverse("task-force"),
    )


def held(post: CommitteePost) -> str:
    days = span(post.since, post.until)
    return f"{post.get_title_display()} {post.get_body_display()}, {days}."


def ask_and_write(
    request: HttpRequest,
    form: StepForm,
    plan: Callable[..., Plan],
    write: Callable[..., None],
    **words: str,
) -> HttpResponse:
    question = Question(
        foresee=partial(plan, today=clock.today(), by=request.user),
        carry_out=write,
        look="Xem trước",
        note="Chưa ghi gì cho đến trang sau.",
        **words,
    )
    return ask(request, question, form)


@permission_required("cells.list_committeepost", raise_exception=True)
def task_force(request: HttpRequest) -> HttpResponse:
    """Who assists the committee today, with what, for which cells; and cells nobody follows."""
    today = clock.today()
    helpers = open_first(posts.open_on(today).filter(body=Body.TASK_FORCE), today)
    followed = posts.open_on(today).filter(body=Body.TASK_FORCE, cells__isnull=False)
    cells = Cell.objects.party().open_on(today)
    context = {
        "helpers": helpers,
        "alone": cells.exclude(pk__in=followed.values("cells")).order_by("sort_key"),
        "today": today,
    }
    return render(request, "cells/member/posts/task_force.html", context)


class PostList(
    ExportableList, PermissionRequiredMixin, VisiblePapersMixin, SingleTableMixin, FilterView
):
    """The bodies of the committee: open posts first, each with its last day."""

    permission_required = "cells.list_committeepost"
    raise_exception = True
    export_cells = None
    queryset = CommitteePost.objects.all()
    filterset_class = PostFilter
    table_class = PostTable
    table_pagination = {"per_page": 50}
    template_name = "cells/member/posts/list.html"
    extra_context = {"page_title": "Chức vụ trong đảng uỷ"}

    def get_queryset(self) -> Any:
        return open_first(super().get_queryset(), clock.today())
