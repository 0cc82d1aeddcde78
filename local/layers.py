"""`make layers`: the third-party layers for Lambda's ARM machines, built on any machine.

Wheels are taken for the platform of the functions, never built here, so no container is needed.
Source: AWS Lambda developer guide, layers for Python; quotas (250 MB unzipped).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from stacks.byte_code import RUNTIME, add_byte_code

PLATFORM = "aarch64-manylinux_2_28"
LIMIT_BYTES = 250 * 1024 * 1024
MB = 1024 * 1024
TIMEOUT_S = 600


def build(root: Path, target: Path) -> dict[str, int]:
    """Bytes of each layer after building all of them anew. Raises: CalledProcessError."""
    groups = sorted(path.parent.name for path in (root / "layers").glob("*/requirements.txt"))
    for group in groups:
        folder = target / group / "python"
        shutil.rmtree(target / group, ignore_errors=True)
        _install(root, group, folder)
        _prune(folder)
        if not add_byte_code(folder):
            print(f"{group}: no byte code, for that run this with Python {RUNTIME}.")
    return {group: size_bytes(target / group) for group in groups}


def _install(root: Path, group: str, folder: Path) -> None:
    command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target", str(folder)]
    command += ["--python-platform", PLATFORM, "--python-version", RUNTIME]
    command += ["--only-binary", ":all:", "--link-mode", "copy"]
    # What `make lock` chose, and nothing else: another file of the same version is refused.
    command += ["--require-hashes", "-r", f"layers/{group}/requirements.lock"]
    subprocess.run(command, cwd=root, check=True, timeout=TIMEOUT_S)


def _prune(folder: Path) -> None:
    """Commands nobody runs in a function; byte code of whoever installed it."""
    for unwanted in [folder / "bin", *folder.rglob("__pycache__")]:
        shutil.rmtree(unwanted, ignore_errors=True)


def size_bytes(folder: Path) -> int:
    """What the files of a folder take, byte code included."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def report(sizes: dict[str, int]) -> int:
    """Print the table; 1 if all layers together are over Lambda's limit."""
    for group, size in sizes.items():
        print(f"{group:10} {size / MB:7.1f} MB")
    together = sum(sizes.values())
    print(f"{'together':10} {together / MB:7.1f} MB (at most {LIMIT_BYTES // MB})")
    return int(together > LIMIT_BYTES)


def main() -> int:
    """Build in this checkout."""
    root = Path(__file__).resolve().parents[1]
    sizes = build(root, root / "build" / "layers")
    core = {"core": size_bytes(root / "layers/core"), "migrations": size_bytes(root / "migrations")}
    return report(sizes | core)


if __name__ == "__main__":
    sys.exit(main())
