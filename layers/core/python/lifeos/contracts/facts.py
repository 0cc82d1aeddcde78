"""Facts: what the hub knows, when it was so, and where it says so."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, JsonValue

from lifeos.contracts.base import Currency, DecimalText, Model, Sha256
from lifeos.contracts.conditions import etag_of

Domain = Literal["finance", "health", "calendar", "tasks", "documents", "places", "people"]


class Occurred(Model):
    """When a fact holds: a local day, an instant, or an interval of either.

    `start` and `end` are ISO dates (a person's local day) or instants with an offset; `end` is
    exclusive. `zone` is the IANA zone the source named. `uncertainty_days` widens both ends.
    """

    start: date | datetime
    end: date | datetime | None = None
    zone: str | None = None
    uncertainty_days: int = Field(default=0, ge=0)


class Box(Model):
    """A rectangle on a page in PDF points (1/72 inch), origin at the page's top left."""

    x0: float
    y0: float
    x1: float
    y1: float


class Evidence(Model):
    """Where a value was read: enough to find the very bytes again."""

    field: str = Field(description="Field of the fact that this supports, e.g. amount")
    sha256: Sha256 = Field(description="Hash of the original file")
    page: int | None = Field(default=None, ge=1)
    box: Box | None = None
    line: int | None = Field(default=None, ge=1, description="Line of a text file")
    row: int | None = Field(default=None, ge=1, description="Row of a table, header excluded")
    column: str | None = Field(default=None, description="Column of a table, by header or number")
    path: str | None = Field(default=None, description="XPath or key path in structured files")
    snippet: str = Field(max_length=400, description="The text as it stands there")
    reader: str = Field(
        description="Sense and version that read it, e.g. pdf/1; `person` for a corrected value"
    )


class DocumentData(Model):
    """A document without anything better to say: a letter, a notice, a manual."""

    kind: Literal["document"] = "document"
    document_kind: str = Field(default="document", examples=["letter"])
    issuer: str | None = None
    dated_on: date | None = None
    pages: int | None = None


class TaxLine(Model):
    """Tax of one rate on an invoice."""

    rate: DecimalText = Field(description="Percent", examples=["19"])
    base: DecimalText | None = None
    tax: DecimalText


class InvoiceItem(Model):
    """One row of an invoice. `amount` is the row's total as printed, with or without tax."""

    description: str
    quantity: DecimalText | None = None
    unit_price: DecimalText | None = None
    amount: DecimalText


class InvoiceData(Model):
    """A demand or proof of payment. Amounts are in the fact's currency.

    Signs: what a bill or receipt asks for is positive. What a credit note gives back (net, tax,
    total, amount due, tax by rate, items) is negative, whether its paper prints a minus or not,
    so that the totals of all papers can be added up. A negative total of an invoice is a credit
    balance: paid ahead, nothing to pay.
    """

    kind: Literal["invoice", "receipt", "credit_note"]
    issuer: str | None = None
    number: str | None = None
    customer_number: str | None = None
    issued_on: date | None = None
    due_on: date | None = None
    service_from: date | None = None
    service_to: date | None = Field(default=None, description="Last day of the service period")
    net: DecimalText | None = Field(default=None, description="Sum before tax")
    tax: DecimalText | None = Field(default=None, description="Sum of the tax of all rates")
    total: DecimalText | None = Field(
        default=None, description="What this paper charges, tax included; negative: gives back"
    )
    amount_due: DecimalText | None = Field(
        default=None,
        description="Printed as still to pay, after deposits and earlier balances; negative: "
        "paid out to the person",
    )
    allowances: DecimalText | None = Field(default=None, description="Sum off the net, positive")
    charges: DecimalText | None = Field(default=None, description="Sum added to the net")
    prepaid: DecimalText | None = None
    tax_lines: list[TaxLine] = Field(default_factory=list)
    items: list[InvoiceItem] = Field(default_factory=list)
    iban: str | None = None
    bic: str | None = None
    reference: str | None = None
    vat_id: str | None = Field(default=None, description="The issuer's")
    customer_vat_id: str | None = None
    customer: str | None = Field(default=None, description="Who is billed")
    type_code: str | None = Field(
        default=None, description="UNTDID 1001, as an e-invoice states it"
    )


class TransactionData(Model):
    """One booked row of an account. The fact's amount is signed: money out is negative."""

    kind: Literal["transaction"] = "transaction"
    account: str | None = Field(default=None, description="IBAN or the source's own account name")
    description: str
    counterparty: str | None = None
    reference: str | None = None
    booked_on: date
    value_on: date | None = None
    balance: DecimalText | None = Field(default=None, description="Running balance after the row")
    status: Literal["booked", "pending"] = "booked"


class BalanceData(Model):
    """A balance an account statement states."""

    kind: Literal["balance"] = "balance"
    account: str | None = None
    balance_kind: Literal["opening", "closing", "other"] = "other"
    stated_on: date


class Attendee(Model):
    """A person or room asked to an event."""

    name: str | None = None
    address: str = Field(description="Mail address, or the URI the calendar has instead")
    status: str = Field(default="needs-action", examples=["accepted", "declined", "tentative"])
    role: str | None = Field(default=None, examples=["chair", "req-participant"])


class Alarm(Model):
    """A reminder as the calendar states it; the hub does not ring it."""

    action: str = Field(examples=["display", "email", "audio"])
    trigger: str = Field(description="ISO 8601 duration or instant", examples=["-PT15M"])
    related_to: Literal["start", "end", "absolute"] = "start"
    description: str | None = None


class EventData(Model):
    """One instance of a calendar event; a single event is its own only instance.

    `start` and `end` are days (`all_day`), instants with an offset, or, if `floating`, local
    times without one: nine o'clock wherever the person is.
    """

    kind: Literal["event"] = "event"
    uid: str
    recurrence_id: str | None = Field(
        default=None, description="Original local start of this instance of a series, ISO 8601"
    )
    summary: str | None = None
    description: str | None = None
    location: str | None = None
    organizer: str | None = None
    attendees: list[Attendee] = Field(default_factory=list)
    start: date | datetime
    end: date | datetime | None = Field(default=None, description="Exclusive")
    all_day: bool = False
    floating: bool = False
    zone_name: str | None = Field(default=None, description="The zone's name in the file")
    rrule: str | None = Field(default=None, description="The series' rule as written")
    expanded_until: date | None = Field(
        default=None, description="The rule goes on after this day; later instances are no facts"
    )
    whole_series: bool = Field(
        default=True, description="The file held all of this uid: what it lacks is gone"
    )
    status: Literal["confirmed", "tentative", "cancelled"] = "confirmed"
    alarms: list[Alarm] = Field(default_factory=list)
    sequence: int = 0
    last_modified: datetime | None = None
    calendar: str | None = None


class TaskData(Model):
    """One thing to do."""

    kind: Literal["task"] = "task"
    uid: str
    summary: str | None = None
    description: str | None = None
    due: date | datetime | None = None
    status: Literal["open", "in_progress", "done", "cancelled"] = "open"
    completed_at: datetime | None = None
    priority: int | None = Field(default=None, ge=0, le=9, description="1 is highest (RFC 5545)")
    rrule: str | None = None
    sequence: int = 0
    last_modified: datetime | None = None


FactData = Annotated[
    DocumentData | InvoiceData | TransactionData | BalanceData | EventData | TaskData,
    Field(discriminator="kind"),
]


class CorrectedValue(Model):
    """A value that is the person's own."""

    field: str = Field(examples=["amount", "data.due_on"])
    value: JsonValue
    read: JsonValue = Field(description="What the last run read there instead")
    reason: str | None = None
    at: datetime


class Fact(Model):
    """One thing the hub knows, with its evidence."""

    id: UUID
    domain: Domain
    kind: str = Field(examples=["transaction"])
    occurred: Occurred
    amount: DecimalText | None = None
    currency: Currency | None = None
    value: DecimalText | None = Field(default=None, description="A measured value")
    unit: str | None = Field(default=None, description="UCUM unit of `value`")
    title: str
    data: FactData
    evidence: list[Evidence] = Field(default_factory=list)
    corrections: list[CorrectedValue] = Field(
        default_factory=list, description="Values of the person that stand over what was read"
    )
    confidence: Decimal = Field(ge=0, le=1, description="1 means certain")
    confidence_reason: str
    document_id: UUID
    created_at: datetime
    etag: str = Field(default=etag_of(0), description="Send it as `If-Match` to correct the fact")


class FactPage(Model):
    """One page of facts, newest occurrence first."""

    items: list[Fact]
    next_cursor: str | None = None
