"""The layers: our own code, the migrations, and third parties by who needs them.

On the laptop functions run on the checkout's interpreter, so only our own code is a layer there.
"""

from __future__ import annotations

import atexit
import shutil
from pathlib import Path
from tempfile import mkdtemp

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from functions.catalogue import Layer
from stacks.byte_code import RUNTIME, THIS_PYTHON, add_byte_code
from stacks.profile import Profile

_THIRD_PARTY: tuple[Layer, ...] = ("base", "data", "senses")


class Layers(Construct):
    """Layer versions by name, made when first asked for."""

    def __init__(self, scope: Construct, id_: str, *, profile: Profile) -> None:
        super().__init__(scope, id_)
        self._profile = profile
        self._made: dict[Layer, lambda_.ILayerVersion] = {}

    def named(self, names: tuple[Layer, ...]) -> list[lambda_.ILayerVersion]:
        """The layers a function gets in this profile."""
        wanted = [name for name in names if self._profile.in_cloud or name not in _THIRD_PARTY]
        return [self._layer(name) for name in wanted]

    def _layer(self, name: Layer) -> lambda_.ILayerVersion:
        if name not in self._made:
            self._made[name] = lambda_.LayerVersion(
                self,
                name.capitalize(),
                code=lambda_.Code.from_asset(str(self._folder(name))),
                compatible_architectures=[lambda_.Architecture.ARM_64],
                compatible_runtimes=[lambda_.Runtime.PYTHON_3_13],
                description=f"LifeOS Hub: {name}",
            )
        return self._made[name]

    def _folder(self, name: Layer) -> Path:
        if name == "core":
            return _staged_core(RUNTIME if self._profile.in_cloud else THIS_PYTHON)
        if name == "migrations":
            return _staged_migrations()
        return self._profile.layers_dir / name


def _staged_core(runs_on: str) -> Path:
    """Our own code with its byte code, made anew at each synth so that it cannot be stale."""
    root = _staged(Path("layers/core"), ".")
    add_byte_code(root / "python", runs_on=runs_on)
    return root


def _staged_migrations() -> Path:
    """The SQL files under `python/`, the folder of a layer that is on a function's path."""
    return _staged(Path("migrations"), "python/migrations")


def _staged(source: Path, inside: str) -> Path:
    """A copy that lives as long as this process: two synths at once do not share one."""
    root = Path(mkdtemp(prefix="lifeos-layer-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(source, root / inside, ignore=ignored, dirs_exist_ok=True)
    return root
