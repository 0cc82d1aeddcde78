"""The CDK app: `cdk synth -c profile=local|personal|scale`. No AWS call at synth."""

from __future__ import annotations

import aws_cdk as cdk

from stacks.hub import build_hub

app = cdk.App()
build_hub(app)
app.synth()
