import os
from datetime import date
import pytest
from django.test import Client
from playwright.sync_api import sync_playwright
from tests.conftest import *  # noqa
from tests.pledges.monthly_report.conftest import *  # noqa
from tests.pledges.monthly_report.conftest import earlier
from pledges.models import *
from tests.factories import *
from pledges.monthly_report import services

ACTIONS=["Trả lời hồ sơ đúng hạn","Tiết kiệm điện, giấy trong phòng","Kèm cặp một đồng chí mới","Đọc và giới thiệu một mẩu chuyện về Bác trong sinh hoạt chi bộ, gắn với việc của phòng, nêu rõ điều học được và cách làm của bản thân trong quý"]

def test_look(live_server, cast, report_of, transactional_db):
    cast.members["member"].__class__.objects.filter(pk=cast.members["deputy"].pk).update(full_name="Công Tằng Tôn Nữ Thị Hồng Nhung Nguyệt")
    r=report_of("member", items=4)
    for it,a in zip(r.pledge.items.all(),ACTIONS):
        it.action=a; it.save()
    e=earlier(r, sentence="Còn 2 hồ sơ chậm do chờ ý kiến vụ khác.")
    q=report_of("colleague", items=4, sent=True)
    for it,a in zip(q.pledge.items.all(),ACTIONS):
        it.action=a; it.save()
    q.lines.filter(item__position=2).update(is_unchanged=True, sentence="")
    q.lines.filter(item__position=3).update(state="not_yet", difficulty="Đồng chí Hạnh đi công tác nửa tháng", sentence="x"*200)
    b=earlier(q, sentence="Hướng dẫn đồng chí Hạnh thẩm định một hồ sơ.")
    d=report_of("deputy", sent=True)
    report_of("cell committee", status="excused")
    a=report_of("secretary", acknowledged=True)
    for n in range(12):
        m=MemberFactory(full_name="Nguyễn Văn An"); MembershipFactory(member=m,cell=cast.cell)
        MonthlyReportFactory(pledge=PledgeFactory(member=m,cell=cast.cell,accepted=True), **[{"sent":True},{},{"acknowledged":True}][n%3])
    def cookie(role):
        c=Client(); c.force_login(cast.users[role], backend="django.contrib.auth.backends.ModelBackend")
        return {"name":"sessionid","value":c.cookies["sessionid"].value,"url":live_server.url}
    P="/pledges/monthly-reports/"
    with sync_playwright() as pw:
        br=pw.chromium.launch(executable_path="/usr/bin/chromium")
        def shots(role, name, path, js=True, act=None, sizes=(360,1280)):
            for w in sizes:
                ctx=br.new_context(viewport={"width":w,"height":800}, java_script_enabled=js)
                ctx.add_cookies([cookie(role)])
                p=ctx.new_page(); 
                p.on("console", lambda m: print(name,w,m.type,m.text))
                p.goto(live_server.url+path)
                if act: act(p)
                if js:
                    sw=p.evaluate("document.documentElement.scrollWidth"); 
                    if sw>w: print("SIDEWAYS",name,w,sw)
                p.screenshot(path=f"/tmp/mr/{name}-{w}.png", full_page=True)
                ctx.close()
        shots("member","form",f"{P}{r.pk}/write/")
        shots("member","formerr",f"{P}{r.pk}/write/", js=False, sizes=(360,), act=lambda p:(p.fill("textarea >> nth=0","Chữ của tôi"),p.click("button[name=check]")))
        shots("member","list",P)
        shots("secretary","list-sec",P)
        shots("secretary","queue",f"{P}queue/?report={q.pk}")
        shots("secretary","queue-draft",f"{P}queue/?report={r.pk}", sizes=(1280,))
        shots("secretary","queue-ret",f"{P}queue/?report={q.pk}", js=False, sizes=(360,1280), act=lambda p:(p.fill("textarea >> nth=0","Nhận xét của tôi"),p.click("text=Đề nghị bổ sung…")))
        shots("secretary","detail",f"{P}{q.pk}/")
        shots("secretary","excuse",f"{P}{r.pk}/excuse/", sizes=(360,))
        def two(p):
            MonthlyReport.objects.filter(pk=r.pk).update(version=7); r.lines.filter(item__position=1).update(state="done",sentence="Bản đã lưu ở nơi khác")
            p.locator(".choice label").first.click()
            p.fill("textarea >> nth=0","Chữ của tôi")
            p.click("button[name=save]"); p.wait_for_load_state()
        shots("member","clash",f"{P}{r.pk}/write/", act=two, sizes=(360,))
        r2=MonthlyReport.objects.get(pk=r.pk)
        r2.lines.update(state="partly")
        shots("member","check",f"{P}{r.pk}/check/")
        MonthlyReport.objects.filter(pk=r.pk).update(version=0,saved_at=None,status="draft")
        shots("secretary","enter",f"{P}{r.pk}/enter/", sizes=(360,))
        shots("member","detail-own",f"{P}{r.pk}/", sizes=(360,))
        services.submit_monthly_report(MonthlyReport.objects.get(pk=r.pk), by=cast.users["member"])
        shots("member","detail-sent",f"{P}{r.pk}/")
        br.close()
