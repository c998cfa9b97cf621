"""Addresses of this floor."""

urlpatterns: list = []
