"""The bill follows the template: what is added to it is on it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from functions.catalogue import CATALOGUE
from tests.support.templates import CLOUD, synthesised
from tools.costs import prices, usage
from tools.costs.bill import Template, standing, used
from tools.costs.usage import Person


def of(profile: str) -> Template:
    """The template of a profile."""
    return Template([resource for _, resource in synthesised(profile).every()])


def total(items: dict[str, Decimal]) -> Decimal:
    """A bill's last line."""
    return sum(items.values(), Decimal(0))


def test_personal_stands_idle_for_a_few_dollars() -> None:
    items = standing(of("personal"))

    assert not any("NatGateway" in name or "endpoint" in name for name in items)
    assert "Aurora, the least it runs at" not in items
    assert total(items) < 30


def test_scale_pays_for_proxy_firewall_and_a_database_that_is_awake() -> None:
    items = standing(of("scale"))

    assert items["1 x AWS::RDS::DBProxy"] == Decimal("87.6")
    assert items["Aurora, the least it runs at"] == 2 * 730 * prices.ACU_HOUR


@pytest.mark.parametrize("kind", sorted(prices.STANDING))
def test_whatever_is_added_to_the_template_is_on_the_bill(kind: str) -> None:
    before = of("personal")
    properties: dict[str, Any] = {"Rules": []} if kind == "AWS::WAFv2::WebACL" else {}

    after = Template([*before.resources, {"Type": kind, "Properties": properties}])

    assert total(standing(after)) - total(standing(before)) == prices.STANDING[kind]


def test_an_interface_endpoint_is_paid_for_in_each_zone() -> None:
    before = of("personal")
    endpoint = {"VpcEndpointType": "Interface", "SubnetIds": ["a", "b"]}

    after = Template([*before.resources, {"Type": "AWS::EC2::VPCEndpoint", "Properties": endpoint}])

    assert total(standing(after)) - total(standing(before)) == 2 * prices.ENDPOINT_ZONE_MONTH


@pytest.mark.parametrize("profile", CLOUD)
def test_more_people_cost_more_in_all_and_less_each(profile: str) -> None:
    bills = {n: total(used(of(profile), n, Person())) for n in (1, 100, 10_000)}

    assert bills[1] < bills[100] < bills[10_000]
    assert bills[1] > bills[100] / 100 >= bills[10_000] / 10_000


def test_every_function_of_a_document_has_a_duration() -> None:
    scheduled = {record.name for record in CATALOGUE if record.trigger == "schedule"}
    steps = {record.name for record in CATALOGUE if record.trigger == "step"}

    assert set(usage.DURATION_MS) >= scheduled | set(usage.OF_A_DOCUMENT)
    assert set(usage.OF_A_DOCUMENT) >= steps


def test_every_measured_function_is_one_of_the_hub() -> None:
    assert {record.name for record in CATALOGUE} >= set(usage.MEASURED["mean_ms"])


@pytest.mark.parametrize("profile", CLOUD)
def test_the_key_is_on_the_bill_and_so_is_using_it(profile: str) -> None:
    assert standing(of(profile))["1 x AWS::KMS::Key"] == 1
    assert used(of(profile), 100, Person())["requests to the key"] > 0
