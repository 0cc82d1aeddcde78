"""List prices in USD, us-east-1, without free tiers. eu-central-1 is up to a fifth dearer.

They change: compare with the price pages of each service before anything is decided on them.
"""

from __future__ import annotations

from decimal import Decimal

AS_OF = "2025-12-01"
HOURS_A_MONTH = 730
_M = Decimal(1_000_000)

LAMBDA_GB_SECOND = Decimal("0.0000133334")  # Arm
LAMBDA_REQUEST = Decimal("0.20") / _M
GATEWAY_REQUEST = Decimal("3.50") / _M
TRANSITION = Decimal("25") / _M  # Step Functions, Standard
TABLE_WRITE = Decimal("0.625") / _M  # DynamoDB on demand, 1 KB
TABLE_READ = Decimal("0.125") / _M  # 4 KB, strongly consistent
TABLE_GB_MONTH = Decimal("0.25")
BUCKET_GB_MONTH = Decimal("0.023")
BUCKET_WRITE = Decimal("5") / _M
BUCKET_READ = Decimal("0.4") / _M
QUEUE_REQUEST = Decimal("0.40") / _M
LOGS_GB = Decimal("0.50")
TRACE = Decimal("5") / _M
ACU_HOUR = Decimal("0.12")  # Aurora Serverless v2, Standard
AURORA_GB_MONTH = Decimal("0.10")
AURORA_IO = Decimal("0.20") / _M
KEY_REQUEST = Decimal("0.03") / 10_000  # KMS, symmetric
WAF_REQUEST = Decimal("0.60") / _M
METRIC_MONTH = Decimal("0.30")
TRAFFIC_OUT_GB = Decimal("0.09")

# What is billed for being there, by CloudFormation type, a month.
STANDING = {
    "AWS::CloudWatch::Alarm": Decimal("0.10"),
    "AWS::CloudWatch::CompositeAlarm": Decimal("0.50"),
    "AWS::CloudWatch::Dashboard": Decimal("3.00"),
    "AWS::EC2::NatGateway": Decimal("0.045") * HOURS_A_MONTH,
    "AWS::EC2::EIP": Decimal("0.005") * HOURS_A_MONTH,
    "AWS::KMS::Key": Decimal("1.00"),
    "AWS::RDS::DBProxy": Decimal("0.015") * 8 * HOURS_A_MONTH,  # 8 ACU at least
    "AWS::SecretsManager::Secret": Decimal("0.40"),
    "AWS::WAFv2::WebACL": Decimal("5.00"),
}
ENDPOINT_ZONE_MONTH = Decimal("0.01") * HOURS_A_MONTH  # an interface endpoint, each zone
WAF_RULE_MONTH = Decimal("1.00")
