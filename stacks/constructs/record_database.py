"""Aurora PostgreSQL without a password in any function, in subnets without a route out.

Functions log in with IAM tokens. The one statement that needs the master user (making the role
that owns the schema) is sent once by CloudFormation through the Data API, so no function ever
reads the master's secret and no secret endpoint is paid for by the hour.
"""

from __future__ import annotations

from aws_cdk import ArnFormat, Duration, RemovalPolicy, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_rds as rds
from aws_cdk import custom_resources as cr
from constructs import Construct

from stacks.constructs.accepted import accept
from stacks.constructs.hub_key import through
from stacks.constructs.resources import DATABASE_NAME, OWNER_ROLE, DatabaseEndpoint, Network
from stacks.profile import Profile

_MAKE_OWNER = f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{OWNER_ROLE}') THEN
    CREATE ROLE {OWNER_ROLE} LOGIN CREATEROLE;
  END IF;
  GRANT rds_iam TO {OWNER_ROLE} WITH ADMIN OPTION;
  GRANT ALL ON DATABASE {DATABASE_NAME} TO {OWNER_ROLE};
  GRANT ALL ON SCHEMA public TO {OWNER_ROLE};
END $$
"""


_VERSION = rds.AuroraPostgresEngineVersion.VER_18_4  # the laptop's version


class RecordDatabase(Construct):
    """VPC, gateway endpoints, cluster, and at scale a proxy."""

    def __init__(self, scope: Construct, id_: str, *, profile: Profile, key: kms.IKey) -> None:
        super().__init__(scope, id_)
        self._key = key
        vpc = _network(self)
        self._watch(vpc)
        functions = ec2.SecurityGroup(
            self, "Functions", vpc=vpc, allow_all_outbound=False, description="Data plane functions"
        )
        server = ec2.SecurityGroup(
            self, "Server", vpc=vpc, allow_all_outbound=False, description="Aurora"
        )
        server.add_ingress_rule(functions, ec2.Port.tcp(5432), "functions")
        functions.add_egress_rule(server, ec2.Port.tcp(5432), "database")
        # Only the gateway endpoints are routed: there is nowhere else for this to go.
        functions.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(443), "S3 and DynamoDB")
        self.network = Network(vpc=vpc, functions=functions)
        self.cluster = self._cluster(vpc, server, profile)
        self.owner = self._owner()
        self.endpoint = self._endpoint(vpc, server, profile)

    def _cluster(
        self, vpc: ec2.Vpc, server: ec2.SecurityGroup, profile: Profile
    ) -> rds.DatabaseCluster:
        readers = [rds.ClusterInstance.serverless_v2("Reader", scale_with_writer=True)]
        return rds.DatabaseCluster(
            self,
            "Cluster",
            engine=rds.DatabaseClusterEngine.aurora_postgres(version=_VERSION),
            # Made, kept and changed every week by RDS; no function reads it.
            manage_master_user_password=True,
            credentials=rds.Credentials.from_username("postgres", encryption_key=self._key),
            default_database_name=DATABASE_NAME,
            writer=rds.ClusterInstance.serverless_v2("Writer"),
            readers=readers if profile.at_scale else [],
            serverless_v2_min_capacity=int(profile.at_scale),  # 0: pauses, costs storage only
            serverless_v2_max_capacity=64 if profile.at_scale else 2,
            # It pauses when nobody is connected, and a function that is frozen stays connected.
            parameters={"idle_session_timeout": "120000" if profile.pauses else "0"},  # ms
            iam_authentication=True,
            enable_data_api=True,
            storage_encrypted=True,
            storage_encryption_key=self._key,
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            security_groups=[server],
            backup=rds.BackupProps(retention=Duration.days(35 if profile.at_scale else 7)),
            deletion_protection=True,
            removal_policy=RemovalPolicy.RETAIN,
        )

    def _watch(self, vpc: ec2.Vpc) -> None:
        """Note what the network refused: from here nothing should even try to get out."""
        log_group = logs.LogGroup(
            self,
            "RefusedLogs",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=RemovalPolicy.DESTROY,
            encryption_key=self._key,
        )
        vpc.add_flow_log(
            "Refused",
            destination=ec2.FlowLogDestination.to_cloud_watch_logs(log_group),
            traffic_type=ec2.FlowLogTrafficType.REJECT,
        )

    def _owner(self) -> cr.AwsCustomResource:
        secret = self.cluster.secret
        if secret is None:
            raise ValueError("the cluster has no master secret")
        call = _making_the_owner(self.cluster.cluster_arn, secret.secret_arn)
        made = cr.AwsCustomResource(
            self,
            "Owner",
            on_create=call,
            on_update=call,
            policy=cr.AwsCustomResourcePolicy.from_statements(
                [
                    _allow("rds-data:ExecuteStatement", self.cluster.cluster_arn),
                    _allow("secretsmanager:GetSecretValue", secret.secret_arn),
                    through(self._key.key_arn, "secretsmanager"),
                ]
            ),
            install_latest_aws_sdk=False,
            log_group=logs.LogGroup(
                self,
                "OwnerLogs",
                retention=logs.RetentionDays.ONE_MONTH,
                removal_policy=RemovalPolicy.DESTROY,
                encryption_key=self._key,
            ),
        )
        made.node.add_dependency(self.cluster)
        _accept_cdks_own_function(self)
        return made

    def _endpoint(
        self,
        vpc: ec2.Vpc,
        server: ec2.SecurityGroup,
        profile: Profile,
    ) -> DatabaseEndpoint:
        stack = Stack.of(self)
        users = f"arn:{stack.partition}:rds-db:{stack.region}:{stack.account}:dbuser"
        if not profile.at_scale:
            return DatabaseEndpoint(
                host=self.cluster.cluster_endpoint.hostname,
                connect_arn_prefix=f"{users}:{self.cluster.cluster_resource_identifier}",
            )
        proxy = rds.DatabaseProxy(
            self,
            "Proxy",
            proxy_target=rds.ProxyTarget.from_cluster(self.cluster),
            default_auth_scheme=rds.DefaultAuthScheme.IAM_AUTH,  # IAM to the proxy and behind it
            iam_auth=True,
            require_tls=True,
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            security_groups=[server],
        )
        server.add_ingress_rule(server, ec2.Port.tcp(5432), "proxy")
        server.add_egress_rule(server, ec2.Port.tcp(5432), "proxy")
        proxy_id = stack.split_arn(proxy.db_proxy_arn, ArnFormat.COLON_RESOURCE_NAME).resource_name
        return DatabaseEndpoint(host=proxy.endpoint, connect_arn_prefix=f"{users}:{proxy_id}")


def _making_the_owner(cluster_arn: str, secret_arn: str) -> cr.AwsSdkCall:
    return cr.AwsSdkCall(
        service="rds-data",
        action="ExecuteStatement",
        parameters={
            "resourceArn": cluster_arn,
            "secretArn": secret_arn,
            "database": DATABASE_NAME,
            "sql": _MAKE_OWNER,
        },
        physical_resource_id=cr.PhysicalResourceId.of("schema-owner"),
    )


def _allow(action: str, arn: str) -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=[action], resources=[arn])


def _accept_cdks_own_function(scope: Construct) -> None:
    """The function CDK brings for the one statement; its two permissions of use are ours."""
    (provider,) = [
        each for each in Stack.of(scope).node.children if each.node.id.startswith("AWS679f53fac")
    ]
    accept(provider, "IAM4", "CDK's function may write its logs, by AWS's own narrow policy.")
    accept(provider, "L1", "CDK chooses the runtime of its own function.")


def _network(scope: Construct) -> ec2.Vpc:
    """Two zones, isolated subnets only, no NAT; S3 and DynamoDB by free gateway endpoints."""
    return ec2.Vpc(
        scope,
        "Vpc",
        max_azs=2,
        nat_gateways=0,
        subnet_configuration=[
            ec2.SubnetConfiguration(
                name="data", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=24
            )
        ],
        gateway_endpoints={
            "S3": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.S3),
            "DynamoDb": ec2.GatewayVpcEndpointOptions(
                service=ec2.GatewayVpcEndpointAwsService.DYNAMODB
            ),
        },
    )
