"""A youth branch beside the cast: its secretary, its deputy and two đoàn viên. 20 March 2014."""

from dataclasses import dataclass

import pytest

from cells.models import Cell, Member, User
from cells.organisation.models import CellKind
from reports.youth.services import ship_youth_scheme
from tests.factories import CellFactory, MemberFactory, MembershipFactory, UserFactory


@dataclass
class Branch:
    cell: Cell
    users: dict[str, User]

    def user(self, role: str) -> User:
        return User.objects.get(pk=self.users[role].pk)

    def member(self, role: str) -> Member:
        return self.users[role].member


PEOPLE = {
    "secretary": ("Tạ Thuỳ Linh", "secretary"),
    "deputy": ("Đỗ Quang Huy", "deputy_secretary"),
    "member": ("Bùi Thanh An", ""),
    "other": ("Ngô Bảo Châu", ""),
}


@pytest.fixture
def branch(cast) -> Branch:
    ship_youth_scheme()
    cell = CellFactory(code="CD", name="Chi đoàn cơ quan", kind=CellKind.YOUTH)
    users = {}
    for role, (name, office) in PEOPLE.items():
        member = MemberFactory(full_name=name)
        MembershipFactory(member=member, cell=cell, office=office)
        users[role] = UserFactory(member=member, username=f"youth-{role}")
    return Branch(cell=cell, users=users)
