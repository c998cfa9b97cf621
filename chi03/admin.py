"""The back office at /quan-tri/: one site for staff and sysadmin, each seeing only their models."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class StaffAdminSite(AdminSite):
    site_header = "Quản trị – Chỉ thị 03"
    site_title = "Quản trị"
    index_title = "Dữ liệu nền"
    site_url = "/"
    enable_nav_sidebar = False


class StaffAdminConfig(AdminConfig):
    default_site = "chi03.admin.StaffAdminSite"
