"""What a person may do today, said by the posts that are open today and by nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Plain values; computed once a request by ``User.rights``. Cells are named by primary key."""

    member_id: int | None = None
    cells_as_member: frozenset[int] = frozenset()
    cells_as_secretary: frozenset[int] = frozenset()  # secretary or deputy
    cells_as_officer: frozenset[int] = (
        frozenset()
    )  # these and the other members of the cell committee
    kinds_as_member: frozenset[str] = frozenset()  # of those cells: values of ``CellKind``
    kinds_as_officer: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()  # values of ``Body``
    signs_for_committee: bool = False  # secretary or deputy secretary of the standing committee
    is_sysadmin: bool = False


NO_RIGHTS = Rights()
