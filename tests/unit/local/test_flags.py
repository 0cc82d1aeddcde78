"""`lifeos flags` over an AppConfig in memory: versions, deployments, what goes wrong."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import typer
from botocore.exceptions import ClientError, EndpointConnectionError
from typer.testing import CliRunner

from clients.cli import flags as command
from local.flags import FlagBoard
from local.trouble import ExitCode, LaptopError
from operations.flags import FIRST, changed
from tests.support.ingest import ANNA

OFF = changed(FIRST, "sense.pdf", on=False)
run = CliRunner()


@dataclass
class FakeAppConfig:
    """The control plane, two names a page; `spreading` keeps new deployments under way."""

    steps: bool = True
    spreading: bool = False
    refused: Exception | None = None
    prefix: str = "LifeOS"
    versions: list[dict[str, Any]] = field(default_factory=lambda: [dict(FIRST)])
    deployments: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._deployed("1", "at-once")

    def _deployed(self, version: str, way: str) -> None:
        self.deployments.append(
            {
                "DeploymentNumber": len(self.deployments) + 1,
                "ConfigurationVersion": version,
                "State": "DEPLOYING" if self.spreading else "COMPLETE",
                "PercentageComplete": 20.0 if self.spreading else 100.0,
                "way": way,
            }
        )

    @staticmethod
    def _page(names: dict[str, str], token: str | None) -> dict[str, Any]:
        start = int(token or 0)
        items = [{"Name": name, "Id": id_} for name, id_ in names.items()]
        more = {"NextToken": str(start + 2)} if len(items) > start + 2 else {}
        return {"Items": items[start : start + 2], **more}

    def list_applications(self, **told: Any) -> dict[str, Any]:
        if self.refused is not None:
            raise self.refused
        return self._page({"a": "1", "b": "2", self.prefix: "app"}, told.get("NextToken"))

    def list_environments(self, *, ApplicationId: str, **_: Any) -> dict[str, Any]:  # noqa: N803
        assert ApplicationId == "app"
        return self._page({"local": "env"}, None)

    def list_configuration_profiles(self, **_: Any) -> dict[str, Any]:
        return self._page({"flags": "conf"}, None)

    def list_deployment_strategies(self, **told: Any) -> dict[str, Any]:
        names = {"x": "x", "y": "y", "LifeOS-AtOnce": "at-once"}
        names |= {"LifeOS-InSteps": "in-steps"} if self.steps else {}
        return self._page(names, told.get("NextToken"))

    def list_deployments(self, **_: Any) -> dict[str, Any]:
        return {"Items": list(self.deployments)}

    def get_hosted_configuration_version(self, **told: Any) -> dict[str, Any]:
        content = json.dumps(self.versions[told["VersionNumber"] - 1])
        return {"Content": io.BytesIO(content.encode())}

    def create_hosted_configuration_version(self, **told: Any) -> dict[str, Any]:
        self.versions.append(json.loads(told["Content"]))
        return {"VersionNumber": len(self.versions)}

    def start_deployment(self, **told: Any) -> None:
        if self.deployments[-1]["State"] == "DEPLOYING":
            raise ClientError({"Error": {"Code": "ConflictException"}}, "StartDeployment")
        assert (told["EnvironmentId"], told["ConfigurationProfileId"]) == ("env", "conf")
        self._deployed(told["ConfigurationVersion"], told["DeploymentStrategyId"])

    def stop_deployment(self, **told: Any) -> None:
        self.deployments[told["DeploymentNumber"] - 1]["State"] = "ROLLED_BACK"


@pytest.fixture
def appconfig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeAppConfig:
    made = FakeAppConfig()
    monkeypatch.setenv("LIFEOS_HOME", str(tmp_path))
    monkeypatch.setattr(command, "root_client", lambda emulator, service: made)
    monkeypatch.setattr(command, "cloud_client", lambda service: made)
    return made


def lifeos(*arguments: str) -> tuple[int, str]:
    app = typer.Typer()
    app.add_typer(command.flags)
    result = run.invoke(app, ["flags", *arguments])
    return result.exit_code, result.output.replace("\n", " ")


def test_a_change_is_another_version_and_keeps_the_other_flags(appconfig: FakeAppConfig) -> None:
    board = FlagBoard(appconfig)
    board.put(OFF, at_once=True)

    board.put(changed(board.document(), "sense.csv", on=False), at_once=True)

    assert appconfig.versions[-1] == {**OFF, "sense.csv": {"default": False}}
    assert board.document() == appconfig.versions[-1]


@pytest.mark.parametrize(
    ("at_once", "steps", "way"),
    [(True, True, "at-once"), (False, True, "in-steps"), (False, False, "at-once")],
)
def test_it_spreads_in_steps_where_there_are_any(at_once: bool, steps: bool, way: str) -> None:
    appconfig = FakeAppConfig(steps=steps)

    FlagBoard(appconfig).put(OFF, at_once=at_once)

    assert appconfig.deployments[-1]["way"] == way


def test_back_returns_to_the_version_before_without_making_one(appconfig: FakeAppConfig) -> None:
    board = FlagBoard(appconfig)
    board.put(OFF, at_once=True)

    told = board.back()

    assert (told, board.document()) == ("Version 1 is in force again.", FIRST)
    assert len(appconfig.versions) == 2
    assert appconfig.deployments[-1]["way"] == "at-once"


def test_back_stops_what_is_still_spreading(appconfig: FakeAppConfig) -> None:
    board = FlagBoard(appconfig)
    appconfig.spreading = True
    board.put(OFF, at_once=False)
    spreading = board.state()

    told = board.back()

    assert spreading == "Version 2: deploying, 20 %."
    assert (told, board.document()) == ("Version 2 was taken back.", FIRST)
    assert board.state() == "Version 2: rolled_back."


def test_there_is_nothing_before_the_first_version(appconfig: FakeAppConfig) -> None:
    with pytest.raises(LaptopError, match="no version before"):
        FlagBoard(appconfig).back()


def test_a_change_while_another_spreads_says_what_to_do(appconfig: FakeAppConfig) -> None:
    appconfig.spreading = True
    lifeos("set", "sense.pdf", "on")

    code, told = lifeos("set", "sense.csv", "off")

    assert code == ExitCode.FAILED
    assert "flags back" in told


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (EndpointConnectionError(endpoint_url="http://x"), "could not be reached"),
        (ClientError({"Error": {"Code": "AccessDeniedException"}}, "List"), "AccessDenied"),
    ],
)
def test_an_appconfig_that_is_away_is_told(
    appconfig: FakeAppConfig, error: Exception, told: str
) -> None:
    appconfig.refused = error

    with pytest.raises(LaptopError, match=told):
        FlagBoard(appconfig).document()


def test_a_hub_without_flags_is_told(appconfig: FakeAppConfig) -> None:
    appconfig.prefix = "Another"

    with pytest.raises(LaptopError, match="no flags of a hub named LifeOS"):
        FlagBoard(appconfig).document()


def test_the_command_switches_off_for_some_at_once_and_lists_it(appconfig: FakeAppConfig) -> None:
    done = lifeos("set", "sense.pdf", "off", "--person", str(ANNA), "--share", "20")

    code, told = lifeos("list")

    assert done[0] == code == ExitCode.OK
    assert f"on; off for {ANNA}; off for 20 % of people" in told
    assert "Version 2: complete." in told
    assert appconfig.deployments[-1]["way"] == "at-once"


def test_the_command_switches_on_in_steps_in_the_cloud(appconfig: FakeAppConfig) -> None:
    code, told = lifeos("set", "sense.pdf", "on", "--cloud", "LifeOS")

    assert (code, appconfig.deployments[-1]["way"]) == (ExitCode.OK, "in-steps")
    assert "sense.pdf is on" in told


def test_for_a_program_the_list_is_the_document(appconfig: FakeAppConfig) -> None:
    FlagBoard(appconfig).put(OFF, at_once=True)

    assert json.loads(lifeos("list", "--json")[1]) == OFF


def test_the_command_goes_back(appconfig: FakeAppConfig) -> None:
    lifeos("set", "reading", "off")

    code, told = lifeos("back")

    assert (code, "in force again" in told) == (ExitCode.OK, True)
    assert FlagBoard(appconfig).document() == FIRST


@pytest.mark.parametrize(
    "arguments",
    [
        ("sense.pfd", "off"),
        ("sense.pdf", "perhaps"),
        ("sense.pdf", "off", "--share", "101"),
        ("sense.pdf", "off", "--person", "Anna"),
    ],
)
def test_what_cannot_be_right_changes_nothing(
    appconfig: FakeAppConfig, arguments: tuple[str, ...]
) -> None:
    code, _ = lifeos("set", *arguments)

    assert code == ExitCode.USAGE
    assert len(appconfig.versions) == 1
