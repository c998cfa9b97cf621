"""Whose a job is: who asked for it reads and fetches it; the sysadmin may only stop it."""

from typing import Any

import rules

from cells.scope import is_sysadmin


@rules.predicate
def asked_for_it(user: Any, job: Any) -> bool:
    return job is not None and user.is_active and job.requested_by_id == user.pk


rules.add_perm("cells.read_job", asked_for_it)
rules.add_perm("cells.fetch_job", asked_for_it)
rules.add_perm("cells.cancel_job", asked_for_it | is_sysadmin)
