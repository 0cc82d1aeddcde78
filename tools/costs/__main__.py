"""`make costs`: what a month costs, from the template itself; `docs/operations.md` shows it."""

from __future__ import annotations

import json
import os
import sys
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from local.deploy import node_binary
from tools.costs import prices
from tools.costs.bill import Template, standing, used
from tools.costs.usage import Person

CASES = ((1, "personal"), (100, "personal"), (100, "scale"), (10_000, "scale"))


def template(profile: str) -> Template:
    """What `cdk deploy -c profile=...` would send, with empty third-party layers."""
    # The libraries start Node as they are imported: not whichever one the machine has.
    os.environ.setdefault("JSII_NODE", str(node_binary()))
    import aws_cdk as cdk

    from stacks.hub import build_hub

    with TemporaryDirectory(prefix="lifeos-costs-") as folder:
        for group in ("base", "data", "senses"):
            Path(folder, "layers", group, "python").mkdir(parents=True)
        context = {
            **json.loads(Path("cdk.json").read_text(encoding="utf-8"))["context"],
            "profile": profile,
            "layers_dir": str(Path(folder, "layers")),
            "aws:cdk:disable-asset-staging": True,
        }
        app = cdk.App(context=context, outdir=str(Path(folder, "cdk.out")))
        build_hub(app)
        stacks = app.synth().stacks
        return Template([one for s in stacks for one in s.template["Resources"].values()])


def main() -> int:
    """Print idle items of each profile, then the bill of each case."""
    made = {profile: template(profile) for profile in ("personal", "scale")}
    print(f"USD a month, list prices of us-east-1 as of {prices.AS_OF}, no free tier\n")
    for profile, one in made.items():
        print(_table(f"{profile}, idle", standing(one)))
    for people, profile in CASES:
        idle = sum(standing(made[profile]).values(), Decimal(0))
        items = {"standing": idle} | used(made[profile], people, Person())
        print(_table(f"{profile}, {people:,} people", items))
    return 0


def _table(title: str, items: dict[str, Decimal]) -> str:
    rows = [f"| {name} | {cost:,.2f} |" for name, cost in items.items()]
    total = f"| **together** | **{sum(items.values(), Decimal(0)):,.2f}** |\n"
    return "\n".join([f"| {title} | USD |", "|---|---:|", *rows, total])


if __name__ == "__main__":
    sys.exit(main())
