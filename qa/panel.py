"""The specialists, in the order in which they are asked.

Those that know their questions by plain forms come first; lists, which many questions might want,
come last.
"""

from __future__ import annotations

from qa.collection_questions import CollectionGuide
from qa.ledger import Ledger
from qa.listing import ListSpecialist
from qa.responsibility import BodiesOfMeasure
from qa.responsibility_carried import MeasuresOfBody
from qa.specialists import Specialist
from qa.tabular import TableSpecialist
from qa.two_documents import TwoPartSpecialist

SPECIALISTS: tuple[Specialist, ...] = (
    CollectionGuide(),
    MeasuresOfBody(),
    Ledger(),
    TwoPartSpecialist(),
    BodiesOfMeasure(),
    TableSpecialist(),
    ListSpecialist(),
)
