"""Clients of the emulator that may do what the hub's functions may do, and nothing more."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import boto3

from local.emulator import REGION, Emulator
from tests.support.emulator import client_for

Statement = tuple[Sequence[str], str]  # actions on one resource


@dataclass(frozen=True)
class Role:
    """A role with one inline policy, and the credentials of a session in it."""

    emulator: Emulator
    name: str
    arn: str

    @classmethod
    def allowed(cls, emulator: Emulator, *statements: Statement) -> Role:
        """A new role that may do exactly this."""
        iam = client_for(emulator, "iam")
        name = f"contract-{uuid.uuid4().hex[:12]}"
        who = {"AWS": "*", "Service": "states.amazonaws.com"}
        trust = _policy([{"Effect": "Allow", "Principal": who, "Action": "sts:AssumeRole"}])
        made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)
        policy = _policy(
            [
                {"Effect": "Allow", "Action": list(actions), "Resource": [resource]}
                for actions, resource in statements
            ]
        )
        iam.put_role_policy(RoleName=name, PolicyName="allowed", PolicyDocument=policy)
        return cls(emulator, name, made["Role"]["Arn"])

    def environment(self) -> dict[str, str]:
        """What the Lambda runtime gives a function of this role."""
        sts = client_for(self.emulator, "sts")
        session = sts.assume_role(RoleArn=self.arn, RoleSessionName="contract")["Credentials"]
        return {
            "AWS_ENDPOINT_URL": self.emulator.url,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": session["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": session["SecretAccessKey"],
            "AWS_SESSION_TOKEN": session["SessionToken"],
        }


def _policy(statements: list[dict[str, Any]]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def forget_default_session() -> None:
    """Make boto3 read the environment again."""
    boto3.DEFAULT_SESSION = None
