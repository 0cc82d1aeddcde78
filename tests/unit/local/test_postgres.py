"""PostgreSQL that survives what laptops do to it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from local import processes
from local.postgres import APP_ROLE, OWNER_ROLE, SUPERUSER, Postgres
from local.processes import Started
from local.trouble import LaptopError, MachineError
from tests.support.lifetime import ending_with, short_folder

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def built() -> Iterator[Path]:
    """A folder with a cluster that was built once and stopped cleanly; tests copy it."""
    with short_folder("built") as folder:
        server = Postgres(folder / "cluster", folder / "run", folder / "postgres.log")
        server.stop(server.start())
        yield folder


@pytest.fixture
def server(built: Path) -> Iterator[Postgres]:
    """A stopped server of this test's own; whatever it starts is ended."""
    with short_folder("own") as folder:
        shutil.copytree(built / "cluster", folder / "cluster")
        give_back_ownership(built / "cluster", folder / "cluster")
        server = Postgres(folder / "cluster", folder / "run", folder / "postgres.log")
        with ending_with(lambda: running(server)):
            yield server


def give_back_ownership(source: Path, copy: Path) -> None:
    owner = source.stat()
    for path in (copy, *copy.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid)


def running(server: Postgres) -> list[Started]:
    pid_file = server.cluster / "postmaster.pid"
    if not pid_file.exists():
        return []
    pid = int(pid_file.read_text(encoding="utf-8").splitlines()[0])
    return [Started.of("postgres", pid)] if os.path.exists(f"/proc/{pid}") else []


def test_a_clean_stop_and_start_keep_what_was_written(server: Postgres) -> None:
    started = server.start()
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS x")
    assert server.stop(started)

    server.start()

    with psycopg.connect(server.owner_url) as connection:
        assert connection.execute("SELECT x FROM kept").fetchone() == (1,)


def test_after_kill_9_committed_rows_are_there_again(server: Postgres) -> None:
    started = server.start()
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS x")
    os.kill(started.pid, signal.SIGKILL)
    processes.wait_for_end(started, timeout_s=10)

    again = server.start()

    assert again.pid != started.pid
    with psycopg.connect(server.owner_url) as connection:
        assert connection.execute("SELECT x FROM kept").fetchone() == (1,)


def test_a_pid_file_that_names_somebody_elses_process_does_not_stop_the_start(
    server: Postgres,
) -> None:
    pid_file = server.cluster / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{server.cluster}\n", encoding="utf-8")

    server.start()

    assert server.answers()


@pytest.mark.parametrize("content", ["", "not a number\n", "\n\n"])
def test_a_broken_pid_file_does_not_stop_the_start(server: Postgres, content: str) -> None:
    (server.cluster / "postmaster.pid").write_text(content, encoding="utf-8")

    server.start()

    assert server.answers()


def test_a_server_left_running_is_taken_over_not_started_twice(server: Postgres) -> None:
    first = server.start()

    second = server.start()

    assert second.pid == first.pid


def test_a_half_built_cluster_is_built_anew(server: Postgres) -> None:
    shutil.rmtree(server.cluster)
    half = server.cluster.with_name("cluster.building")
    half.mkdir()
    (half / "base").mkdir()
    server.cluster.mkdir()

    server.start()

    assert server.answers()
    assert not half.exists()


def test_roles_own_and_see_no_more_than_they_must(server: Postgres) -> None:
    server.start()
    query = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = ANY(%s)"

    with psycopg.connect(server.url(SUPERUSER)) as connection:
        roles = connection.execute(query, [[OWNER_ROLE, APP_ROLE]]).fetchall()

    assert sorted(roles) == [(APP_ROLE, False, False), (OWNER_ROLE, False, False)]


def test_the_socket_is_only_for_its_owner(server: Postgres) -> None:
    server.start()

    modes = [
        stat.S_IMODE((server.socket_dir / ".s.PGSQL.5432").stat().st_mode),
        stat.S_IMODE(server.socket_dir.stat().st_mode),
    ]

    assert modes == [0o700, 0o700]


def test_it_listens_on_no_network_address(server: Postgres) -> None:
    server.start()

    with psycopg.connect(server.url(SUPERUSER)) as connection:
        addresses = connection.execute("SHOW listen_addresses").fetchone()

    assert addresses == ("",)


def test_a_socket_folder_outside_the_home_goes_with_the_server(server: Postgres) -> None:
    with short_folder("socket") as elsewhere:
        outside = replace(server, socket_dir=elsewhere / "run")
        started = outside.start()
        assert outside.answers()

        outside.stop(started)

        assert not (elsewhere / "run").exists()


def test_a_start_that_fails_says_why_and_where_the_log_is(server: Postgres) -> None:
    with (server.cluster / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.write("\nno_such_setting = 1\n")

    with pytest.raises(LaptopError) as failed:
        server.start()

    assert "PostgreSQL did not start" in failed.value.sentence
    assert str(server.log) in failed.value.way_out


def test_the_version_is_the_servers_own(server: Postgres) -> None:
    server.start()

    assert server.version().startswith("18.")


def test_urls_name_the_role_the_database_and_the_socket() -> None:
    server = Postgres(Path("/h/postgres"), Path("/h/r n"), Path("/h/log"))

    assert server.app_url == "postgresql://lifeos_app@/lifeos?host=%2Fh%2Fr%20n"
    assert server.owner_url.startswith("postgresql://lifeos_owner@/lifeos?")
    assert not server.answers()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another user")
def test_root_lets_the_servers_user_pass_its_folders_but_not_read_them(server: Postgres) -> None:
    home = server.cluster.parent
    assert stat.S_IMODE(home.stat().st_mode) == 0o700

    server.start()

    assert stat.S_IMODE(home.stat().st_mode) == 0o701
    assert server.cluster.stat().st_uid != 0


def test_root_without_any_ordinary_user_is_told_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, server: Postgres
) -> None:
    def unknown(name: str) -> pwd.struct_passwd:
        raise KeyError(name)

    monkeypatch.setattr("local.postgres.os.geteuid", lambda: 0)
    monkeypatch.setattr("local.postgres.pwd.getpwnam", unknown)

    with pytest.raises(MachineError, match="refuses to run as root"):
        server.start()
