"""Typed environment: small groups, one per outside thing, read once per process.

A function's catalogue record names the groups it needs; the template sets exactly those
variables, and an infrastructure test holds the two against each other.
"""

from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator


class Settings(BaseModel):
    """Base: frozen, and never echoing the environment in an error."""

    model_config = ConfigDict(
        frozen=True, hide_input_in_errors=True, populate_by_name=True, defer_build=True
    )


class CoreSettings(Settings):
    """What every function knows."""

    profile: Literal["local", "personal", "scale"] = Field(alias="LIFEOS_PROFILE")
    function: str = Field(alias="POWERTOOLS_SERVICE_NAME")
    pipeline_version: int = Field(alias="PIPELINE_VERSION", ge=1)
    memory_mb: int = Field(default=512, alias="AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
    allowed_origins: frozenset[str] = Field(default=frozenset(), alias="ALLOWED_ORIGINS")

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _separated(cls, told: object) -> object:
        return told.split() if isinstance(told, str) else told


class TableSettings(Settings):
    """The one DynamoDB table."""

    table_name: str = Field(alias="TABLE_NAME", min_length=3)


class StorageSettings(Settings):
    """Where originals live."""

    kind: Literal["s3", "s3_compatible", "local_files"] = Field(alias="STORAGE_KIND")
    bucket: str = Field(alias="BUCKET_NAME", min_length=1)
    endpoint_url: str | None = Field(default=None, alias="STORAGE_ENDPOINT_URL")
    access_key_id: str | None = Field(default=None, alias="STORAGE_ACCESS_KEY_ID")
    secret: SecretStr | None = Field(default=None, alias="STORAGE_SECRET")
    region: str | None = Field(default=None, alias="AWS_REGION")
    read_timeout_s: float = Field(default=10, alias="STORAGE_READ_TIMEOUT_S", gt=0)


class MachineSettings(Settings):
    """The ingest state machine."""

    machine_arn: str = Field(alias="INGEST_MACHINE_ARN", min_length=20)
    max_runs: int = Field(alias="INGEST_MAX_RUNS", ge=1)


class QuotaSettings(Settings):
    """What one person may send a day; the day is that of `zone`."""

    files_per_day: int = Field(alias="QUOTA_FILES_PER_DAY", ge=1)
    bytes_per_day: int = Field(alias="QUOTA_BYTES_PER_DAY", ge=1)
    zone: str = Field(alias="QUOTA_ZONE")  # IANA name


class SocketSettings(Settings):
    """The management endpoint of the live socket; a bare path lies beside the other services."""

    endpoint: str = Field(alias="SOCKET_ENDPOINT", min_length=1)
    beside: str | None = Field(default=None, alias="AWS_ENDPOINT_URL")  # the emulator's

    @property
    def url(self) -> str:
        """The endpoint in full, without a slash at its end."""
        bare = self.endpoint.startswith("/")
        return f"{(self.beside or '').rstrip('/')}{self.endpoint}" if bare else self.endpoint

    @property
    def clients_url(self) -> str:
        """Where clients connect: the same place, as wss:// or ws://."""
        return self.url.replace("http", "ws", 1)


class FlagsSettings(Settings):
    """Where the feature flags are in AppConfig, and how long one look at them lasts."""

    application: str = Field(alias="FLAGS_APPLICATION", min_length=1)
    environment: str = Field(alias="FLAGS_ENVIRONMENT", min_length=1)
    configuration: str = Field(alias="FLAGS_CONFIGURATION", min_length=1)
    max_age_s: int = Field(alias="FLAGS_MAX_AGE_S", ge=1)


class RetentionSettings(Settings):
    """How long deleted documents can be restored."""

    keep_deleted_days: int = Field(alias="KEEP_DELETED_DAYS", ge=1)


class DatabaseSettings(Settings):
    """PostgreSQL: a URL on the laptop; host and an IAM token in the cloud."""

    url: SecretStr | None = Field(default=None, alias="DATABASE_URL")
    host: str | None = Field(default=None, alias="DATABASE_HOST")
    port: int = Field(default=5432, alias="DATABASE_PORT")
    name: str = Field(default="lifeos", alias="DATABASE_NAME")
    user: str = Field(default="lifeos_app", alias="DATABASE_USER")
    region: str | None = Field(default=None, alias="AWS_REGION")
    statement_timeout_ms: int = Field(default=20_000, alias="DATABASE_STATEMENT_TIMEOUT_MS")
    connect_timeout_s: int = Field(default=3, alias="DATABASE_CONNECT_TIMEOUT_S")


GROUPS: dict[str, type[Settings]] = {
    "core": CoreSettings,
    "table": TableSettings,
    "storage": StorageSettings,
    "machine": MachineSettings,
    "quota": QuotaSettings,
    "socket": SocketSettings,
    "retention": RetentionSettings,
    "flags": FlagsSettings,
    "database": DatabaseSettings,
}

S = TypeVar("S", bound=Settings)


def read(group: type[S], environment: dict[str, str]) -> S:
    """One group from an environment.

    Raises: pydantic.ValidationError naming the variables, never their values.
    """
    return group.model_validate(environment)
