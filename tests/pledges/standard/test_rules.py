import pytest

from cells.scope import permission
from pledges.models import MoralStandard
from tests.conftest import ROLES
from tests.factories import MoralStandardFactory

VERBS = ["write", *MoralStandard.VERBS]
ALL = ["write", "adopt", "replace"]
ADOPT = ["adopt", "replace"]
OFFICERS = ["secretary", "deputy", "cell committee"]
COMMITTEES_MAKERS = ["staff", "leader", "executive"]
MAY = {  # (who, whose): the exact list; everybody else may nothing
    **{(role, "cell"): ALL for role in OFFICERS},
    ("staff", "committee"): ALL,
    ("leader", "committee"): ADOPT,
    ("executive", "committee"): ADOPT,
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("whose", ["cell", "committee"])
def test_who_sees_and_who_may(cast, role, whose):
    cell = cast.cell if whose == "cell" else None
    draft = MoralStandardFactory(cell=cell)
    adopted = MoralStandardFactory(cell=cell, adopted=True)
    user = cast.user(role)
    sees = MoralStandard.objects.visible_to(user)
    makers = OFFICERS if whose == "cell" else COMMITTEES_MAKERS
    assert sees.contains(draft) is (role in makers)
    assert sees.contains(adopted) is (role not in {"sysadmin", "yesterday's secretary"})
    may = [verb for verb in VERBS if user.has_perm(permission(verb, draft), draft)]
    assert may == MAY.get((role, whose), [])


@pytest.mark.parametrize("role", ROLES)
def test_who_may_begin_a_draft(cast, role):
    beginners = [*OFFICERS, "other secretary", "staff"]
    assert cast.user(role).has_perm("pledges.draft_moralstandard") is (role in beginners)
