"""Bank and card statements among the papers of the PDF sense.

A paper is a statement where it calls itself one, or where it has a table of days, words and
amounts with running balances, and names an account. A bill or payslip is none, whatever it lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lifeos.senses.models import Doubt, Reading, Source
from lifeos.senses.pdf.document_kind import BILL_KINDS, kind_scores
from lifeos.senses.pdf.layout import PageWords
from lifeos.senses.printed_statements.facts import Facts
from lifeos.senses.printed_statements.figures import figures_in
from lifeos.senses.printed_statements.lines import has_table
from lifeos.senses.printed_statements.reading import PrintedStatement, read_statements

# Every statement has one of these in a title or heading; most other papers have none.
_STEMS = (
    "statement", "balance", "auszug", "kontostand", "saldo", "umsatz", "umsätze", "abrechnung",
    "relevé", "releve", "extrait", "solde", "opérations", "afschrift", "mutaties", "transacties",
    "extracto", "movimientos", "estratto", "movimenti", "extrato", "movimentos", "wyciąg",
    "operacji", "transaction",
)  # fmt: skip
STATEMENT_PAGES = 300  # read closely; the longest statement of a year has about a hundred
_TITLE = 1.0  # the score from which the words of a paper name its kind
_OTHER_KINDS = (*BILL_KINDS, "payslip", "quote", "proforma", "order_confirmation", "delivery_note")


@dataclass(frozen=True)
class FoundStatement:
    """A paper that is a statement, with what it was read from."""

    statements: Sequence[PrintedStatement]
    pages: Sequence[PageWords]

    def readings(self, source: Source, reader: str, doubts: Sequence[Doubt]) -> Iterator[Reading]:
        """Its facts and the tally; `doubts` are those about the file itself."""
        facts = Facts(self.statements, self.pages)
        yield from facts.readings(source, reader, doubts)


def speaks_of_statements(text: str) -> bool:
    """Whether a text has a word every statement has; quick, and true of many other papers."""
    lowered = text.lower()
    return any(stem in lowered for stem in _STEMS)


def may_be_statement(pages: Sequence[PageWords]) -> bool:
    """Whether the first pages speak for a statement enough to read all of it closely."""
    named = any(speaks_of_statements(page.text) for page in pages)
    return named and (_calls_itself_one(pages) or any(has_table(page) for page in pages))


def find_statement(pages: Sequence[PageWords]) -> FoundStatement | None:
    """The statement on these pages, or None if the paper is something else."""
    if not may_be_statement(pages[:3]) or (_is_other(pages) and _is_other(_off_rows(pages))):
        return None
    statements = read_statements(pages)
    if not statements or not (_calls_itself_one(pages) or all(map(_is_whole, statements))):
        return None
    return FoundStatement(statements, pages)


def _off_rows(pages: Sequence[PageWords]) -> list[PageWords]:
    """The pages without the lines of rows: what a row says does not name the paper."""
    kept = []
    for page in pages:
        rows = (line for line in page.lines if line.text[:1].isdigit() and any(figures_in(line)))
        words = {id(word) for line in rows for word in line.words}
        other = tuple(word for word in page.words if id(word) not in words)
        kept.append(PageWords(page.number, page.width, page.height, page.text, other))
    return kept


def _is_whole(statement: PrintedStatement) -> bool:
    """Whether rows of a named account stand between balances: a list of bills has none."""
    balanced = statement.opening is not None or any("balance" in e.money for e in statement.entries)
    return bool(statement.entries) and balanced and statement.account is not None


def _calls_itself_one(pages: Sequence[PageWords]) -> bool:
    scores = kind_scores(pages)
    score = scores.get("bank_statement", 0.0)
    return score >= _TITLE and score >= max(scores.values())


def _is_other(pages: Sequence[PageWords]) -> bool:
    scores = kind_scores(pages)
    other = max((scores.get(kind, 0.0) for kind in _OTHER_KINDS), default=0.0)
    return other >= _TITLE and other > scores.get("bank_statement", 0.0)
