"""Findings of cdk-nag that are meant to be so: the rule, and the reason, beside the resource.

`tests/infra/test_nag.py` fails on every other finding, and on an acceptance that nothing needs.
"""

from __future__ import annotations

from cdk_nag import NagPackSuppression, NagSuppressions, RegexAppliesTo
from constructs import IConstruct


def accept(
    construct: IConstruct, rule: str, reason: str, *, only: tuple[str, ...] = (), below: bool = True
) -> None:
    """Accept what `rule` of the AwsSolutions pack finds in `construct`, and in what is below it.

    `only`: regular expressions over the findings of rules that look at single permissions
    (`Resource::...`, `Policy::...`); without them the whole rule is accepted.
    """
    narrowed = [RegexAppliesTo(regex=f"/{each}/") for each in only]
    suppression = NagPackSuppression(
        id=f"AwsSolutions-{rule}", reason=reason, applies_to=narrowed or None
    )
    NagSuppressions.add_resource_suppressions(construct, [suppression], below)
