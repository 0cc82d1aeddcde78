"""What the documents API is compared with: boto3 and a Powertools resolver, nothing of ours."""

from __future__ import annotations

import os

import boto3
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.utilities.typing import LambdaContext

S3 = boto3.session.Session().events  # boto3 loaded as any handler that uses it does
app = APIGatewayRestResolver(enable_validation=os.environ.get("BASELINE") == "validating")


@app.get("/things")
def things() -> dict[str, str]:
    """One route."""
    return {}


def handler(event: dict[str, object], context: LambdaContext) -> dict[str, object]:
    """The Lambda handler."""
    return app.resolve(event, context)
