#!/usr/bin/env python3
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chi03.settings")
    # A checkout runs without any setting; an office that has a secret is never in debug.
    if "CHI03_SECRET_KEY" not in os.environ:
        os.environ.setdefault("CHI03_DEBUG", "1")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
