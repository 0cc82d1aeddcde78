"""What faults are made of: a permission taken away, a handler that is gone, people who send."""

from __future__ import annotations

import json
import subprocess
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.support.hub import RunningHub
from tests.support.visitor import Visitor

Work = Callable[[], object]


def invoke(running: RunningHub, function: str, event: object = None) -> None:
    """Call a function; what it answers is not looked at."""
    running.aws("lambda").invoke(
        FunctionName=f"LifeOS-{function}", Payload=json.dumps(event or {}).encode()
    )


def lifeos(running: RunningHub, *arguments: str) -> None:
    """`./lifeos ...`, as an operator types it. Raises: RuntimeError with what it said."""
    command, environment = running.command(*arguments)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise RuntimeError(f"lifeos {' '.join(arguments)}: {done.stdout}{done.stderr}")


def note(number: object) -> bytes:
    """A small file that differs from every other."""
    return f"A note.\n\nNumber {number}, {uuid.uuid4()}\n".encode()


def send(visitor: Visitor, count: int = 1) -> list[str]:
    """Notes of a person; the documents' ids."""
    return [
        visitor.send("note.txt", note(number), media_type="text/plain") for number in range(count)
    ]


@contextmanager
def denied(running: RunningHub, function: str, visitor: Visitor) -> Iterator[None]:
    """A function's role may read nothing of one person in the bucket any more."""
    iam, bucket = running.aws("iam"), running.outputs["BucketName"]
    made = running.aws("lambda").get_function(FunctionName=f"LifeOS-{function}")
    role = made["Configuration"]["Role"].rpartition("/")[2]
    policy = {"RoleName": role, "PolicyName": f"Denied-{visitor.id}"}
    statement = {
        "Effect": "Deny",
        "Action": ["s3:GetObject", "s3:GetObjectVersion"],
        "Resource": f"arn:aws:s3:::{bucket}/u/{visitor.id}/*",
    }
    document = {"Version": "2012-10-17", "Statement": [statement]}
    iam.put_role_policy(**policy, PolicyDocument=json.dumps(document))
    try:
        yield
    finally:
        iam.delete_role_policy(**policy)


@contextmanager
def unloadable(running: RunningHub, *functions: str) -> Iterator[None]:
    """The handlers of some functions are not where their configuration says."""
    client = running.aws("lambda")

    def point(handler: str) -> None:
        for function in functions:
            client.update_function_configuration(FunctionName=f"LifeOS-{function}", Handler=handler)

    point("gone.handler")
    try:
        yield
    finally:
        point("handler.handler")


def sparing(work: Work, *, every: int) -> Work:
    """Work that is done the first time and then every so many times it is called."""
    calls = 0

    def seldom() -> None:
        nonlocal calls
        if calls % every == 0:
            work()
        calls += 1

    return seldom
