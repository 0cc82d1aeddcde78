"""One month's bill: what stands in a template, and what people do with it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from functions.catalogue import CATALOGUE, named
from tools.costs import prices, usage
from tools.costs.usage import Person

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Template:
    """All resources of a profile, as CloudFormation is given them."""

    resources: list[Json]

    def of(self, kind: str) -> list[Json]:
        """Properties of all resources of one type."""
        return [one.get("Properties", {}) for one in self.resources if one["Type"] == kind]

    @property
    def least_acu(self) -> Decimal:
        """ACU that the database never goes under; 0 where it pauses."""
        (cluster,) = self.of("AWS::RDS::DBCluster")
        least = Decimal(str(cluster["ServerlessV2ScalingConfiguration"]["MinCapacity"]))
        return least * len(self.of("AWS::RDS::DBInstance"))


def standing(template: Template) -> dict[str, Decimal]:
    """What is billed though nobody uses it, by item."""
    items: dict[str, Decimal] = {}
    for kind, price in prices.STANDING.items():
        if count := len(template.of(kind)):
            items[f"{count} x {kind}"] = price * count
    if rules := sum(len(acl["Rules"]) for acl in template.of("AWS::WAFv2::WebACL")):
        items[f"{rules} firewall rules"] = prices.WAF_RULE_MONTH * rules
    endpoints = template.of("AWS::EC2::VPCEndpoint")
    zones = sum(len(e["SubnetIds"]) for e in endpoints if e["VpcEndpointType"] == "Interface")
    if zones:
        items["interface endpoints"] = prices.ENDPOINT_ZONE_MONTH * zones
    if template.least_acu:
        hours = template.least_acu * prices.HOURS_A_MONTH
        items["Aurora, the least it runs at"] = hours * prices.ACU_HOUR
    return items | _schedules(template)


def _schedules(template: Template) -> dict[str, Decimal]:
    pauses = not template.least_acu
    calls = {
        record.name: prices.HOURS_A_MONTH * 60 // record.minutes_between(pauses=pauses)
        for record in CATALOGUE
        if record.trigger == "schedule"
    }
    items = {"scheduled functions": _functions(calls) + _logs(sum(calls.values()))}
    items["their metrics"] = prices.METRIC_MONTH * usage.METRICS_OF_A_FUNCTION * len(calls)
    if pauses:
        woken_h = Decimal(calls["reckon"] * 8) / 60  # two until it is alone, five, the waking
        items["Aurora, woken by the reckoning"] = woken_h * _HALF * prices.ACU_HOUR
    return items


_HALF = Decimal("0.5")  # ACU: the least while it is awake


def used(template: Template, people: int, person: Person) -> dict[str, Decimal]:
    """What `people` cost on top, by item."""
    documents, reads = people * person.documents, people * person.reads
    calls = {name: round(each * documents) for name, each in usage.OF_A_DOCUMENT.items()}
    calls["timeline_api"] = reads
    requests = reads + calls["documents_api"]
    gigabytes = Decimal(str(person.gigabytes)) * people
    writes = documents * usage.TABLE_WRITES_OF_A_DOCUMENT + reads
    firewall = prices.WAF_REQUEST * requests if template.of("AWS::WAFv2::WebACL") else Decimal(0)
    return {
        "gateway and firewall": prices.GATEWAY_REQUEST * requests + firewall,
        "functions": _functions(calls),
        "machine": prices.TRANSITION * round(documents * usage.TRANSITIONS_OF_A_DOCUMENT),
        "status table": prices.TABLE_WRITE * writes
        + prices.TABLE_READ * documents * usage.TABLE_READS_OF_A_DOCUMENT,
        "originals": prices.BUCKET_GB_MONTH * gigabytes
        + prices.BUCKET_WRITE * documents
        + prices.BUCKET_READ * documents * usage.BUCKET_READS_OF_A_DOCUMENT,
        "requests to the key": prices.KEY_REQUEST * documents * usage.KEY_REQUESTS_OF_A_DOCUMENT
        if template.of("AWS::KMS::Key")
        else Decimal(0),
        "Aurora": _aurora(template, people, person),
        "record": prices.AURORA_GB_MONTH * gigabytes * Decimal(str(usage.RECORD_SHARE)),
        "logs and traces": _logs(sum(calls.values())) + prices.TRACE * requests,
        "metrics": prices.METRIC_MONTH * usage.METRICS_OF_A_FUNCTION * len(calls),
    }


def _aurora(template: Template, people: int, person: Person) -> Decimal:
    """ACU hours over the least: the work, and where it pauses half an ACU while anybody is there.

    People come when they like, so the share of time that somebody is there is 1 - e^-load.
    """
    seconds = people * (
        person.documents * usage.ACU_SECONDS_OF_A_DOCUMENT
        + person.reads * usage.ACU_SECONDS_OF_A_READ
    )
    hours = seconds / 3600
    if not template.least_acu:
        load = people * person.sessions * person.session_minutes / 60 / prices.HOURS_A_MONTH
        hours = max(hours, float(_HALF) * prices.HOURS_A_MONTH * (1 - math.exp(-load)))
    return Decimal(str(round(hours, 6))) * prices.ACU_HOUR


def _functions(calls: Mapping[str, int]) -> Decimal:
    """Lambda's part: memory from the catalogue, durations from `usage`."""
    total = Decimal(0)
    for name, times in calls.items():
        gigabytes = Decimal(named(name).memory_mb) / 1024
        seconds = Decimal(usage.DURATION_MS[name]) / 1000
        each = gigabytes * seconds * prices.LAMBDA_GB_SECOND + prices.LAMBDA_REQUEST
        total += each * times
    return total


def _logs(invocations: int) -> Decimal:
    gigabytes = Decimal(invocations * usage.LOG_BYTES_OF_AN_INVOCATION) / 10**9
    return gigabytes * prices.LOGS_GB
