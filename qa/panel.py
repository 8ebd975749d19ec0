"""The specialists, in the order in which they are asked.

Those that know their questions by plain forms come first; lists, which many questions might want,
come last.
"""

from __future__ import annotations

from qa.collection.specialist import CollectionGuide
from qa.ledger.specialist import Ledger
from qa.listing.of_items import ItemSpecialist
from qa.listing.specialist import ListSpecialist
from qa.responsibility.carried import MeasuresOfBody
from qa.responsibility.specialist import BodiesOfMeasure
from qa.specialists import Specialist
from qa.spelling_out import ShortFormSpecialist
from qa.tabular.specialist import TableSpecialist
from qa.two_documents import TwoPartSpecialist

SPECIALISTS: tuple[Specialist, ...] = (
    CollectionGuide(),
    MeasuresOfBody(),
    Ledger(),
    ShortFormSpecialist(),
    TwoPartSpecialist(),
    BodiesOfMeasure(),
    TableSpecialist(),
    ItemSpecialist(),
    ListSpecialist(),
)
