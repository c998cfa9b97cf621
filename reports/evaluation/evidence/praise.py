"""What a person or a cell was praised for in the year: what is awarded, never what is proposed."""

from reports.commendation.models import Commendation, CommendationQuerySet
from reports.evaluation.evidence.parts import Line, Section, Source, section


def praise_section(commendations: CommendationQuerySet, year: int) -> Section:
    """By the day of the decision: praise of last year's work that came in January stands here."""
    awarded = commendations.awarded().filter(awarded_on__year=year).with_names()
    return section(
        "commendations",
        "Khen thưởng",
        map(praise_line, awarded.order_by("awarded_on", "pk")),
        empty="Chưa được khen trong năm.",
    )


def praise_line(commendation: Commendation) -> Line:
    decided = f"Số {commendation.decision_number}, ngày {commendation.awarded_on:%d/%m/%Y}."
    return Line(
        key=f"commendation-{commendation.pk}",
        title=f"{commendation.form}: {commendation.occasion_words}",
        words=f"{decided} {commendation.achievement}",
        source=Source(page="commendation", pk=commendation.pk),
    )
