"""The deploy: what decides that there is something to do, and how a failure is told."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from local import deploy
from local.deploy import Deployment, failing_part
from local.emulator import Emulator
from local.home import Home, write_json
from local.trouble import ExitCode, LaptopError, MachineError

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def deployment(tmp_path: Path) -> Deployment:
    checkout = tmp_path / "checkout"
    (checkout / "functions" / "ask").mkdir(parents=True)
    (checkout / "functions" / "ask" / "handler.py").write_text("x = 1\n", encoding="utf-8")
    (checkout / "app.py").write_text("app\n", encoding="utf-8")
    home = Home(tmp_path / "home")
    home.prepare()
    emulator = Emulator(4566, home.emulator, home.log("emulator"))
    urls = [f"postgresql://{role}@/x" for role in ("app", "owner", "auditor")]
    return Deployment(checkout, home, emulator, *urls)


def fake_cdk(deployment: Deployment, script: str) -> None:
    """Put a command line in the place of CDK's."""
    path = deployment.root / "node_modules" / "aws-cdk" / "bin" / "cdk"
    path.parent.mkdir(parents=True)
    path.write_text(script, encoding="utf-8")


def test_the_same_checkout_has_the_same_fingerprint(deployment: Deployment) -> None:
    assert deployment.fingerprint() == deployment.fingerprint()


@pytest.mark.parametrize("changed", ["functions/ask/handler.py", "app.py"])
def test_a_changed_source_changes_the_fingerprint(deployment: Deployment, changed: str) -> None:
    before = deployment.fingerprint()

    (deployment.root / changed).write_text("x = 2\n", encoding="utf-8")

    assert deployment.fingerprint() != before


def test_new_moved_and_removed_files_change_the_fingerprint(deployment: Deployment) -> None:
    seen = {deployment.fingerprint()}
    folder = deployment.root / "migrations"
    folder.mkdir()

    (folder / "0001_a.sql").write_text("SELECT 1", encoding="utf-8")
    seen.add(deployment.fingerprint())
    (folder / "0001_a.sql").rename(folder / "0001_b.sql")
    seen.add(deployment.fingerprint())
    (folder / "0001_b.sql").unlink()

    assert len(seen) == 3
    assert deployment.fingerprint() in seen


def test_what_a_run_leaves_beside_the_sources_changes_nothing(deployment: Deployment) -> None:
    before = deployment.fingerprint()
    cache = deployment.root / "functions" / "ask" / "__pycache__"

    cache.mkdir()
    (cache / "handler.cpython-313.pyc").write_bytes(b"x")
    (deployment.root / "README.md").write_text("hello", encoding="utf-8")

    assert deployment.fingerprint() == before


def test_another_port_or_database_is_another_deploy(deployment: Deployment) -> None:
    moved = replace(deployment, emulator=replace(deployment.emulator, port=4600))
    other = replace(deployment, database_url="postgresql://app@/y")

    prints = {one.fingerprint() for one in (deployment, moved, other)}

    assert len(prints) == 3


def test_outputs_of_all_stacks_come_as_one_mapping(deployment: Deployment) -> None:
    assert deployment.outputs() == {}

    stacks = {"Data": {"BucketName": "b"}, "Api": {"RestApiId": "r", "Stage": "live"}}
    write_json(deployment.home.outputs_file, stacks)

    assert deployment.outputs() == {"BucketName": "b", "RestApiId": "r", "Stage": "live"}


def test_the_failing_resource_is_named_with_its_reason() -> None:
    said = (
        "Hub |  3/9 | 6:01:02 AM | CREATE_COMPLETE      | AWS::S3::Bucket | Originals (O1)\n"
        "Hub |  4/9 | 6:01:03 AM | CREATE_FAILED        | AWS::Lambda::Function | Parse (P1)"
        " Role arn:aws:iam::0:role/x cannot be assumed\n"
        "Hub |  5/9 | 6:01:03 AM | CREATE_FAILED        | AWS::Lambda::Function | Other (O2)"
        " Resource creation cancelled\n"
        " ❌  Hub failed: Error: the stack named Hub failed creation\n"
    )

    part = failing_part(said)

    assert part == "AWS::Lambda::Function Parse (P1) Role arn:aws:iam::0:role/x cannot be assumed"


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("Traceback ...\nRuntimeError: Unsupported feature flag 'x'.\nsynth ended with 1", "Unsup"),
        ("Error: need CLI >= 2.1148.0\n", "need CLI >= 2.1148.0"),
        ("one\n\nlast words\n\n", "last words"),
        ("", "it said nothing"),
    ],
)
def test_without_a_resource_the_last_error_is_named(said: str, part: str) -> None:
    assert failing_part(said).startswith(part)


def test_a_failed_step_names_the_step_the_reason_and_the_log(deployment: Deployment) -> None:
    fake_cdk(deployment, "console.log('RuntimeError: no such thing'); process.exit(1)")

    with pytest.raises(LaptopError) as failed:
        deployment.synthesise()

    assert failed.value.sentence == "cdk synth failed: no such thing"
    assert str(deployment.home.log("deploy")) in failed.value.way_out


def test_an_earlier_failure_in_the_log_is_not_told_again(deployment: Deployment) -> None:
    deployment.home.log("deploy").write_text("RuntimeError: of yesterday\n", encoding="utf-8")
    fake_cdk(deployment, "console.log('ended badly'); process.exit(3)")

    with pytest.raises(LaptopError, match="cdk synth failed: ended badly"):
        deployment.synthesise()


def test_a_step_that_never_ends_is_ended(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deploy, "TIMEOUT_S", 1)
    fake_cdk(deployment, "console.log('still at it'); setTimeout(() => {}, 60000)")

    with pytest.raises(LaptopError, match="cdk synth failed: still at it"):
        deployment.synthesise()


def test_cdk_gets_the_context_and_none_of_the_callers_credentials(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "theirs")
    fake_cdk(deployment, "console.log(process.argv.join(' '), JSON.stringify(process.env))")

    deployment.synthesise()

    said = deployment.home.log("deploy").read_text(encoding="utf-8")
    assert "profile=local" in said
    assert "database_url=postgresql://app@/x" in said
    assert '"AWS_ENDPOINT_URL":"http://localhost:4566"' in said
    assert "production" not in said
    assert "theirs" not in said


def test_a_home_tells_the_template_more_and_a_change_of_it_is_deployed(
    deployment: Deployment,
) -> None:
    fake_cdk(deployment, "console.log(process.argv.join(' '))")
    before = deployment.fingerprint()
    told = {"alarm_period_s": "60", "database_url": "postgresql://elsewhere/y"}

    write_json(deployment.home.context_file, told)
    deployment.synthesise()

    said = deployment.home.log("deploy").read_text(encoding="utf-8")
    assert "-c alarm_period_s=60" in said
    assert "database_url=postgresql://app@/x" in said  # where things are is not the person's to say
    assert "elsewhere" not in said
    assert deployment.fingerprint() != before


def test_a_checkout_without_the_node_parts_is_told_to_set_up(deployment: Deployment) -> None:
    with pytest.raises(MachineError) as missing:
        deployment.synthesise()

    assert missing.value.code is ExitCode.MACHINE
    assert "make setup" in missing.value.way_out


def test_a_python_without_the_node_wheel_is_told_to_set_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deploy, "find_spec", lambda name: None)

    with pytest.raises(MachineError, match="Node is not installed"):
        deploy.node_binary()


def test_the_wheels_node_runs_and_is_new_enough() -> None:
    version = subprocess.run(
        [deploy.node_binary(), "--version"], capture_output=True, text=True, check=True
    ).stdout

    assert int(version.removeprefix("v").split(".")[0]) >= 22


def test_the_lock_file_pins_the_deployer_and_names_no_registry() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")

    assert '"aws-cdk": "2.1148.1"' in lock
    assert "://" not in lock
