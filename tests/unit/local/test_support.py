"""The parts tests run against: real, private, and gone afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
import psycopg
import pytest
from botocore.exceptions import ClientError

from local.emulator import Emulator
from tests.support.emulator import running_emulator
from tests.support.lifetime import short_folder
from tests.support.postgres import Database, running_postgres


@pytest.mark.postgres
def test_a_test_database_knows_vectors_and_binds_the_app_role_to_row_level_security(
    database: Database,
) -> None:
    with psycopg.connect(database.owner_url) as connection:
        connection.execute("CREATE TABLE things (owner text, embedding vector(2))")
        connection.execute("ALTER TABLE things ENABLE ROW LEVEL SECURITY")
        connection.execute("GRANT SELECT ON things TO lifeos_app")
        connection.execute("INSERT INTO things VALUES ('ann', '[1,2]')")

    with psycopg.connect(database.app_url) as connection:
        seen = connection.execute("SELECT * FROM things").fetchall()

    assert seen == []


@pytest.mark.postgres
def test_a_cluster_is_gone_with_its_processes_after_the_block() -> None:
    with running_postgres() as server:
        assert server.answers()

    assert not server.answers()
    assert not server.cluster.exists()


@pytest.mark.emulator
def test_the_emulator_enforces_iam(emulator: Emulator, aws: Callable[[str], Any]) -> None:
    iam = aws("iam")
    iam.create_user(UserName="nobody-special")
    key = iam.create_access_key(UserName="nobody-special")["AccessKey"]
    assert emulator.answers()

    outsider = boto3.client(
        "s3",
        endpoint_url=emulator.url,
        region_name="us-east-1",
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )

    with pytest.raises(ClientError, match="AccessDenied"):
        outsider.list_buckets()


@pytest.mark.emulator
def test_two_emulators_live_beside_each_other_and_end_with_their_block(emulator: Emulator) -> None:
    with running_emulator() as second:
        assert second.port != emulator.port
        assert second.answers()

    assert not second.answers()
    assert emulator.answers()


def test_a_short_folder_is_removed_even_when_the_test_fails() -> None:
    with pytest.raises(FileNotFoundError), short_folder("x") as folder:
        (folder / "missing").read_text(encoding="utf-8")

    assert not folder.exists()
