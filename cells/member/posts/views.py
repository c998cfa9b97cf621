"""Pages of standings, offices and posts: who may, what is asked, which service does it."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.member.models import CommitteePost, Member
from cells.member.posts import forms, services
from cells.member.posts.filters import PostFilter
from cells.member.posts.mandates import plan_end, plan_extension, plan_grant
from cells.member.posts.offices import plan_office
from cells.member.posts.previews import Question, ask
from cells.member.posts.releases import plan_release, plan_return, running
from cells.member.posts.rules import bodies_given_by
from cells.member.posts.tables import PostTable, open_first
from cells.organisation.models import Cell
from cells.web import VisiblePapersMixin, fetch_paper

people = Member.objects.all()
posts = CommitteePost.objects.select_related("member")


def member_standing(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch_paper(request, people, pk, "release")
    form = forms.ReleaseForm(request.POST or None)
    question = Question(
        title=f"Miễn, đình chỉ sinh hoạt: {member}",
        lead="Chỉ ghi tình trạng và ngày. Không ghi lý do, không ghi bệnh.",
        button="Ghi tình trạng này",
        done="Đã ghi.",
        back=member.get_absolute_url(),
    )

    def said() -> dict[str, Any]:
        return {name: form.cleaned_data[name] for name in ("kind", "since", "until")}

    return ask(
        request,
        form,
        question,
        lambda: plan_release(member, **said(), today=clock.today(), by=request.user),
        lambda agreed: services.begin_standing(member, **said(), by=request.user, agreed=agreed),
    )


def member_standing_end(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch_paper(request, people, pk, "release")
    standing = running(member, clock.today())
    if standing is None:
        return redirect(member)
    form = forms.ReturnForm(request.POST or None)
    question = Question(
        title=f"Kết thúc {standing.get_kind_display()}: {member}",
        lead=f"Đang ghi từ {standing.since:%d/%m/%Y}.",
        button="Ghi ngày kết thúc",
        done="Đã ghi ngày kết thúc.",
        back=member.get_absolute_url(),
    )
    return ask(
        request,
        form,
        question,
        lambda: plan_return(standing, day(form), clock.today(), by=request.user),
        lambda agreed: services.end_standing(
            standing, until=day(form), by=request.user, agreed=agreed
        ),
    )


def member_office(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch_paper(request, people, pk, "appoint")
    here = member.memberships.open_on(clock.today())
    cells = list(Cell.objects.filter(memberships__in=here).distinct())
    question = Question(
        title=f"Chức vụ trong chi bộ: {member}",
        lead=", ".join(f"{row.get_office_display() or 'Đảng viên'}, {row.cell}" for row in here),
        button="Ghi chức vụ",
        done="Đã ghi chức vụ.",
        back=member.get_absolute_url(),
    )
    if not cells:
        return redirect(member)
    form = forms.OfficeForm(request.POST or None, member=member, cells=cells)
    return ask(
        request,
        form,
        question,
        lambda: plan_office(member, form.wish(), clock.today(), by=request.user),
        lambda agreed: services.change_office(member, form.wish(), by=request.user, agreed=agreed),
    )


def member_post(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch_paper(request, people, pk, "grant")
    form = forms.GrantForm(request.POST or None, bodies=bodies_given_by(request.user))
    question = Question(
        title=f"Giao chức vụ trong đảng uỷ: {member}",
        button="Giao chức vụ",
        done="Đã giao chức vụ.",
        back=member.get_absolute_url(),
    )
    return ask(
        request,
        form,
        question,
        lambda: plan_grant(member, form.grant(), clock.today(), by=request.user),
        lambda agreed: services.grant_post(member, form.grant(), by=request.user, agreed=agreed),
    )


def post_end(request: HttpRequest, pk: int) -> HttpResponse:
    post = fetch_paper(request, posts, pk, "end")
    form = forms.EndForm(request.POST or None)
    return ask(
        request,
        form,
        about(post, "Thôi chức vụ", button="Ghi ngày thôi", done="Đã ghi ngày thôi chức vụ."),
        lambda: plan_end(post, day(form), clock.today(), by=request.user),
        lambda agreed: services.end_post(post, until=day(form), by=request.user, agreed=agreed),
    )


def post_extend(request: HttpRequest, pk: int) -> HttpResponse:
    post = fetch_paper(request, posts, pk, "extend")
    form = forms.ExtendForm(request.POST or None, post=post)
    return ask(
        request,
        form,
        about(post, "Gia hạn nhiệm kỳ", button="Gia hạn", done="Đã gia hạn."),
        lambda: plan_extension(post, day(form), clock.today(), by=request.user),
        lambda agreed: services.extend_post(post, until=day(form), by=request.user, agreed=agreed),
    )


def day(form: forms.PlannedForm) -> Any:
    return form.cleaned_data["until"]


def about(post: CommitteePost, title: str, **words: str) -> Question:
    held = f"{post.get_title_display()} {post.get_body_display()}, từ {post.since:%d/%m/%Y}"
    until = f" đến hết {post.until:%d/%m/%Y}" if post.until else ""
    return Question(
        title=f"{title}: {post.member}",
        lead=f"{held}{until}.",
        back=reverse("post-list"),
        **words,
    )


class PostList(PermissionRequiredMixin, VisiblePapersMixin, SingleTableMixin, FilterView):
    """The bodies of the committee: open posts first, each with its last day."""

    permission_required = "cells.list_committeepost"
    raise_exception = True
    queryset = CommitteePost.objects.all()
    filterset_class = PostFilter
    table_class = PostTable
    table_pagination = {"per_page": 50}
    template_name = "cells/member/posts/list.html"
    extra_context = {"page_title": "Chức vụ trong đảng uỷ"}

    def get_queryset(self) -> Any:
        return open_first(super().get_queryset(), clock.today())
