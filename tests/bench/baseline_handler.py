"""What the documents API is compared with: boto3 and a Powertools resolver, nothing of ours.

`BASELINE=validating` makes the resolver validate by pydantic models, as every route of ours does.
"""

from __future__ import annotations

import os
from typing import Any

import boto3
from aws_lambda_powertools.event_handler import APIGatewayRestResolver

app = APIGatewayRestResolver(enable_validation=os.environ.get("BASELINE") == "validating")


@app.get("/buckets")
def buckets() -> list[str]:
    """One route, with the client made when it is first asked."""
    return [str(one.get("Name")) for one in boto3.client("s3").list_buckets()["Buckets"]]


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The Lambda handler."""
    return app.resolve(event, context)
