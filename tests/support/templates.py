"""The synthesised template of each profile, once a session, with empty third-party layers."""

from __future__ import annotations

import atexit
import json
import shutil
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks, NagReportFormat

from stacks.hub import build_hub
from tests.support.sources import ROOT

Json = dict[str, Any]
CLOUD = ("personal", "scale")
PROFILES = ("local", *CLOUD)


@dataclass(frozen=True)
class Deployed:
    """What one profile would deploy."""

    profile: str
    stacks: dict[str, Json]
    files: tuple[Path, ...]  # the templates as they were written
    nagged: tuple[Json, ...]  # lines of cdk-nag's report: ruleId, resourceId, compliance ...

    def every(self) -> Iterator[tuple[str, Json]]:
        """Logical id and resource, of all stacks; ids are unique within a stack only."""
        for name, template in self.stacks.items():
            for id_, resource in template["Resources"].items():
                yield f"{name}/{id_}", resource

    def of_type(self, kind: str) -> dict[str, Json]:
        """Properties of all resources of one type, by logical id."""
        found = self.every()
        return {id_: one.get("Properties", {}) for id_, one in found if one["Type"] == kind}

    def types(self) -> set[str]:
        """Every type of resource there is."""
        return {resource["Type"] for _, resource in self.every()}

    def function(self, name: str) -> Json:
        """Properties of one function by the name of its catalogue record."""
        functions = self.of_type("AWS::Lambda::Function").values()
        return next(one for one in functions if one.get("FunctionName") == f"LifeOS-{name}")

    def folders(self) -> set[Path]:
        """Every folder that would be packed for a function or a layer."""
        manifests = self.files[0].parent.glob("*.assets.json")
        assets = [json.loads(one.read_text("utf-8"))["files"].values() for one in manifests]
        paths = {self.files[0].parent / one["source"]["path"] for group in assets for one in group}
        return {path for path in paths if path.is_dir()}

    def role_of(self, name: str) -> Json:
        """Properties of the role of one function."""
        (id_, _) = self.function(name)["Role"]["Fn::GetAtt"]
        roles = self.of_type("AWS::IAM::Role").items()
        return next(role for place, role in roles if place.endswith(f"/{id_}"))


@cache
def synthesised(profile: str) -> Deployed:
    """All stacks of a profile. CDK's own validation has passed when this returns."""
    out = Path(mkdtemp(prefix="lifeos-synth-"))
    atexit.register(shutil.rmtree, out, ignore_errors=True)
    with chdir(ROOT):
        app = cdk.App(context=context_of(profile, out), outdir=str(out / "cdk.out"))
        stacks = build_hub(app)
        cdk.Aspects.of(app).add(AwsSolutionsChecks(report_formats=[NagReportFormat.JSON]))
        assembly = app.synth()
    files = [Path(assembly.get_stack_by_name(one.stack_name).template_full_path) for one in stacks]
    read = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    names = [stack.stack_name for stack in stacks]
    reports = sorted((out / "cdk.out").glob("*NagReport.json"))
    nagged = [line for one in reports for line in json.loads(one.read_text("utf-8"))["lines"]]
    return Deployed(profile, dict(zip(names, read, strict=True)), tuple(files), tuple(nagged))


def context_of(profile: str, out: Path) -> Json:
    """The checkout's own context, and what `./lifeos up` or an operator would add."""
    committed: Json = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
    for group in ("base", "data", "senses"):
        (out / "layers" / group / "python").mkdir(parents=True)
    roles = ("database_url", "migrator_url", "auditor_url")
    urls = {role: f"postgresql:///lifeos?user={role}" for role in roles if profile == "local"}
    return {
        **committed,
        "profile": profile,
        "layers_dir": str(out / "layers"),
        "aws:cdk:disable-asset-staging": True,
        **urls,
    }


def statements(deployed: Deployed) -> Iterator[tuple[str, Json]]:
    """Every statement of every policy: place and statement; bucket and queue policies too."""
    for id_, resource in deployed.every():
        for document in _documents(resource.get("Properties", {})):
            yield from ((id_, statement) for statement in document["Statement"])


def _documents(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        if "Statement" in value and "Version" in value:
            yield value
        for inner in value.values():
            yield from _documents(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _documents(inner)


def listed(value: Any) -> list[Any]:
    """A policy field that may be one or many, as many."""
    return value if isinstance(value, list) else [value]
