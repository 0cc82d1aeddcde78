"""Everything with state: originals, live status, the record, people; and the migrations."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from aws_cdk import CfnOutput, CustomResource, Duration, RemovalPolicy, Stack
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from functions import catalogue
from stacks.constructs.accepted import accept
from stacks.constructs.flags import Flags
from stacks.constructs.hub_function import HubFunction
from stacks.constructs.hub_key import HubKey
from stacks.constructs.layers import Layers
from stacks.constructs.record_database import RecordDatabase
from stacks.constructs.resources import DatabaseEndpoint, Resources
from stacks.profile import Profile

# What cdk-nag finds in the sign-in, and why it is so.
_SIGN_IN = {
    "COG1": "Fifteen characters; rules of composition make passwords worse (NIST SP 800-63B).",
    "COG2": "A second factor is offered; a pool cannot demand it before a client can enrol one.",
    "COG8": "The plus plan is paid for by person; a hub has one, and nobody can sign up.",
}
# Written out: what is left out here is for the service to choose.
_PASSWORDS = cognito.PasswordPolicy(
    min_length=15,  # of who may have no second factor. Source: NIST SP 800-63B-4, 3.1.1.2
    require_digits=False,
    require_lowercase=False,
    require_symbols=False,
    require_uppercase=False,
    temp_password_validity=Duration.days(3),
)


class DataStack(Stack):
    """Kept when the other stacks are destroyed and built again."""

    def __init__(self, scope: Construct, id_: str, *, profile: Profile, **kwargs: Any) -> None:
        super().__init__(scope, id_, **kwargs)
        self._profile = profile
        self._key = (
            HubKey(self, "Encryption", prefix=profile.prefix).key if profile.in_cloud else None
        )
        record = (
            RecordDatabase(self, "Record", profile=profile, key=self._key) if self._key else None
        )
        people, client = self._people()
        self.resources = Resources(
            table=self._table(),
            originals=self._originals(),
            people=people,
            client=client,
            database=record.endpoint if record else _handed_in(profile),
            flags=Flags(self, "Flags", profile=profile).at,
            network=record.network if record else None,
            key=self._key,
            cluster_name=record.cluster.cluster_identifier if record else "",
        )
        self._migrate(record)
        self._outputs()

    def _originals(self) -> s3.Bucket:
        bucket = s3.Bucket(
            self,
            "Originals",
            # On the laptop the objects outlive a killed emulator: they must find their bucket.
            bucket_name=None
            if self._profile.in_cloud
            else f"{self._profile.prefix}-originals".lower(),
            versioned=True,
            encryption=s3.BucketEncryption.KMS if self._key else s3.BucketEncryption.S3_MANAGED,
            encryption_key=self._key,
            bucket_key_enabled=True if self._key else None,  # one call of KMS for many objects
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=self._profile.in_cloud,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            removal_policy=RemovalPolicy.RETAIN,
            cors=self._upload_rules(),
            lifecycle_rules=_forgetting(),
        )
        # CDK's own switch makes a function that may rewrite the notifications of every bucket.
        properties = cast("s3.CfnBucket", bucket.node.default_child)
        properties.add_property_override(
            "NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", True
        )
        self._guard(bucket)
        return bucket

    def _guard(self, bucket: s3.Bucket) -> None:
        """No other encryption than the hub's; and what cdk-nag finds in it all the same."""
        if self._key is not None:
            _refuse_other_keys(bucket, self._key)
        else:
            accept(bucket, "S10", "The emulator speaks plain HTTP, within this machine.")
        accept(bucket, "S1", "An access log keeps the query of every link: names of files.")

    def _upload_rules(self) -> list[s3.CorsRule] | None:
        """Lets scripts of allowed origins upload and fetch with links; part uploads need ETag."""
        if not self._profile.allowed_origins:
            return None
        methods = [s3.HttpMethods.GET, s3.HttpMethods.POST, s3.HttpMethods.PUT]
        return [
            s3.CorsRule(
                allowed_methods=methods,
                allowed_origins=list(self._profile.allowed_origins),
                allowed_headers=["*"],
                exposed_headers=["ETag", "x-amz-version-id"],
                max_age=3600,
            )
        ]

    def _table(self) -> dynamodb.TableV2:
        table = dynamodb.TableV2(
            self,
            "Status",
            partition_key=dynamodb.Attribute(name="pk", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="sk", type=dynamodb.AttributeType.STRING),
            global_secondary_indexes=[_open_documents()],
            billing=dynamodb.Billing.on_demand(),
            time_to_live_attribute="expiration",
            # The live log follows it; both images tell a change of status from any other write.
            dynamo_stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            removal_policy=RemovalPolicy.RETAIN,
        )
        if self._key is not None:
            _encrypt(table, self._key)
        return table

    def _people(self) -> tuple[cognito.UserPool, cognito.UserPoolClient]:
        pool = cognito.UserPool(
            self,
            "People",
            self_sign_up_enabled=False,
            # With email as a mere alias the username is ours to choose: it is the person's id,
            # and it survives an import into another pool, which a `sub` does not.
            sign_in_aliases=cognito.SignInAliases(username=True, email=True),
            password_policy=_PASSWORDS,
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            mfa=cognito.Mfa.OPTIONAL if self._profile.in_cloud else None,
            mfa_second_factor=cognito.MfaSecondFactor(sms=False, otp=True)
            if self._profile.in_cloud
            else None,
            removal_policy=RemovalPolicy.RETAIN,
        )
        for rule, reason in _SIGN_IN.items():
            accept(pool, rule, reason)
        return pool, _client(pool)

    def _migrate(self, record: RecordDatabase | None) -> None:
        """Run the migration function at deploy, again whenever a file is added."""
        layers = Layers(self, "Layers", profile=self._profile)
        migrate = HubFunction(
            self,
            catalogue.named("migrate"),
            profile=self._profile,
            layers=layers,
            has=self.resources,
        )
        files = sorted(path.name for path in Path("migrations").glob("*.sql"))
        resource = CustomResource(
            self,
            "Schema",
            service_token=migrate.function.function_arn,
            properties={"Newest": files[-1], "Count": str(len(files))},
        )
        if record is not None:
            resource.node.add_dependency(record.cluster, record.owner)

    def _outputs(self) -> None:
        has = self.resources
        CfnOutput(self, "BucketName", value=has.originals.bucket_name)
        CfnOutput(self, "TableName", value=has.table.table_name)
        CfnOutput(self, "UserPoolId", value=has.people.user_pool_id)
        CfnOutput(self, "UserPoolClientId", value=has.client.user_pool_client_id)


def _client(pool: cognito.UserPool) -> cognito.UserPoolClient:
    """What people sign in through, with name and password alone: no redirects, no other provider.

    By default a token is enough to move the mail address that a reset is sent to. A list of
    attributes that names none means all, so this one names what the hub does not read.
    """
    return pool.add_client(
        "Client",
        auth_flows=cognito.AuthFlow(user_password=True, user_srp=True),
        disable_o_auth=True,  # else CDK allows the implicit grant, with example.com to go to
        write_attributes=cognito.ClientAttributes().with_standard_attributes(locale=True),
        enable_token_revocation=True,
        prevent_user_existence_errors=True,
        id_token_validity=Duration.hours(1),
        access_token_validity=Duration.hours(1),
        refresh_token_validity=Duration.days(30),
    )


def _open_documents() -> dynamodb.GlobalSecondaryIndexPropsV2:
    """Sparse: only documents that have not ended carry `open`, so the index stays small."""
    return dynamodb.GlobalSecondaryIndexPropsV2(
        index_name="open",
        partition_key=dynamodb.Attribute(name="open", type=dynamodb.AttributeType.STRING),
        sort_key=dynamodb.Attribute(name="updated_at", type=dynamodb.AttributeType.STRING),
    )


def _encrypt(table: dynamodb.TableV2, key: kms.IKey) -> None:
    """With the hub's key, below CDK's own switch: that one wants to know the region at synth."""
    properties = cast("dynamodb.CfnGlobalTable", table.node.default_child)
    properties.add_property_override("SSESpecification", {"SSEEnabled": True, "SSEType": "KMS"})
    properties.add_property_override("Replicas.0.SSESpecification", {"KMSMasterKeyId": key.key_arn})


def _refuse_other_keys(bucket: s3.Bucket, key: kms.IKey) -> None:
    """Whoever may upload cannot choose another encryption; saying nothing gets the hub's key."""
    demanded = {
        "s3:x-amz-server-side-encryption": "aws:kms",
        "s3:x-amz-server-side-encryption-aws-kms-key-id": key.key_arn,
    }
    for name, value in demanded.items():
        bucket.add_to_resource_policy(
            iam.PolicyStatement(
                effect=iam.Effect.DENY,
                principals=[iam.AnyPrincipal()],
                actions=["s3:PutObject"],
                resources=[bucket.arn_for_objects("*")],
                conditions={"StringNotEqualsIfExists": {name: value}},
            )
        )


def _handed_in(profile: Profile) -> DatabaseEndpoint:
    return DatabaseEndpoint(
        url=profile.database_url,
        owner_url=profile.migrator_url,
        audit_url=profile.auditor_url,
    )


def _forgetting() -> list[s3.LifecycleRule]:
    """What the bucket may forget by itself: never an original."""
    return [
        s3.LifecycleRule(
            id="forget-unfinished-uploads",
            abort_incomplete_multipart_upload_after=Duration.days(7),
        ),
        s3.LifecycleRule(
            id="forget-pictures",  # they are drawn again when asked for
            prefix="pictures/",
            expiration=Duration.days(1),
            noncurrent_version_expiration=Duration.days(1),
        ),
    ]
