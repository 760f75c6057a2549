"""newsmill: news archives in English, German and Russian to organisations, dates, money and laws.

>>> import newsmill
>>> extractor = newsmill.Extractor()
>>> [m.text for m in extractor.extract("Siemens pays 3.5 million euros.")]
['Siemens', '3.5 million euros']
"""

from ._native import Extraction, Extractor, Mention, __version__
from .dataset import Dataset, ReportView, read
from .errors import Error
from .program import diff, explain, explain_entity, export, finish, report, rules, run
from .records import Change, Claim, Document, Entity, Fact, Manifest, Reject
from .values import DateValue, LawValue, MoneyValue, OrgValue

__all__ = [
    "Change",
    "Claim",
    "Dataset",
    "DateValue",
    "Document",
    "Entity",
    "Error",
    "Extraction",
    "Extractor",
    "Fact",
    "LawValue",
    "Manifest",
    "Mention",
    "MoneyValue",
    "OrgValue",
    "Reject",
    "ReportView",
    "__version__",
    "diff",
    "explain",
    "explain_entity",
    "export",
    "finish",
    "read",
    "report",
    "rules",
    "run",
]
