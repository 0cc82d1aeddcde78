"""The logs: which there are, what the gateway's says, and that whoever writes them only appends.

The inventory is in docs/security.md; a log that is not in it fails here.
"""

from __future__ import annotations

import json

import pytest

from functions.catalogue import CATALOGUE
from tests.support.templates import CLOUD, PROFILES, listed, statements, synthesised

# Beside those of functions: construct, days kept.
OTHERS = {"Access": 365, "RecordOwnerLogs": 30, "RecordRefusedLogs": 30}
APPENDS = {"logs:CreateLogStream", "logs:PutLogEvents"}
# Only in what CDK makes for the network's flow log, to find its own stream.
OF_THE_FLOW_LOG = {"logs:DescribeLogStreams"}


def days_kept(profile: str) -> dict[str, int]:
    """Every log group that is no function's: logical id without its hash, and for how long."""
    groups = synthesised(profile).of_type("AWS::Logs::LogGroup").items()
    return {
        id_.partition("/")[2][:-8]: group["RetentionInDays"]
        for id_, group in groups
        if not str(group.get("LogGroupName", "")).startswith("/aws/lambda/")
    }


@pytest.mark.parametrize("profile", PROFILES)
def test_there_is_no_log_but_those_of_the_inventory(profile: str) -> None:
    groups = synthesised(profile).of_type("AWS::Logs::LogGroup")

    others = days_kept(profile)

    assert others == (OTHERS if profile in CLOUD else {})
    assert len(groups) == len(CATALOGUE) + len(others)


@pytest.mark.parametrize("profile", CLOUD)
def test_the_gateway_logs_why_it_refused_and_nobodys_address_or_words(profile: str) -> None:
    (stage,) = synthesised(profile).of_type("AWS::ApiGateway::Stage").values()

    told = json.loads(stage["AccessLogSetting"]["Format"])

    assert {"request_id", "at", "route", "status"} < set(told)
    assert told["refused_by_gateway"] == "$context.error.responseType"
    assert told["authorizer_error"] == "$context.authorizer.error"
    for private in ("sourceIp", "userAgent", "$context.path", "querystring", "claims", "caller"):
        assert private not in json.dumps(told)


@pytest.mark.parametrize("profile", PROFILES)
def test_whoever_writes_a_log_can_neither_read_nor_change_it(profile: str) -> None:
    over_logs = {
        action
        for _, statement in statements(synthesised(profile))
        for action in listed(statement["Action"])
        if action.startswith("logs:")
    }

    assert over_logs >= APPENDS
    assert over_logs - APPENDS == (OF_THE_FLOW_LOG if profile in CLOUD else set())
