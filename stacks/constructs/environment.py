"""The environment of a function, group by group; mirrors `lifeos.settings`."""

from __future__ import annotations

from functions.catalogue import Function
from stacks.constructs.resources import (
    APP_ROLE,
    AUDIT_ROLE,
    DATABASE_NAME,
    OWNER_ROLE,
    Resources,
)
from stacks.profile import PIPELINE_VERSION, Profile

# Somebody waits for an API function, and the gateway for 29 seconds at most: what it asks of
# others gives up so early that it can still answer. A test adds the waits of each function up.
API_STATEMENT_MS = "12000"
API_STORAGE_READ_S = "5"
# A look is paid for by the call (0.2 USD a million). On a laptop a person waits for it.
FLAGS_MAX_AGE_S = "60"
LAPTOP_FLAGS_MAX_AGE_S = "2"
# Else each cold start reads the metadata of every installed package, to find no plugin.
NO_PLUGINS = {"PYDANTIC_DISABLE_PLUGINS": "__all__"}


def environment_for(function: Function, profile: Profile, has: Resources) -> dict[str, str]:
    """Exactly the variables that the function's settings groups read. Raises: KeyError."""
    groups = {
        "core": lambda: _core(function, profile),
        "table": lambda: {"TABLE_NAME": has.table.table_name},
        "storage": lambda: _storage(function, has),
        "machine": lambda: {
            "INGEST_MACHINE_ARN": has.machine_arn,
            "INGEST_MAX_RUNS": str(profile.max_runs),
        },
        "quota": lambda: {
            "QUOTA_FILES_PER_DAY": str(profile.files_per_day),
            "QUOTA_BYTES_PER_DAY": str(profile.gigabytes_per_day * 1_000_000_000),
            "QUOTA_ZONE": profile.zone,
        },
        "socket": lambda: {"SOCKET_ENDPOINT": has.socket_endpoint},
        "retention": lambda: {"KEEP_DELETED_DAYS": str(profile.keep_deleted_days)},
        "flags": lambda: _flags(profile, has),
        "database": lambda: _database(function, has),
    }
    variables: dict[str, str] = {}
    for group in function.settings:
        variables.update(groups[group]())
    return variables


def _core(function: Function, profile: Profile) -> dict[str, str]:
    origins = {"ALLOWED_ORIGINS": " ".join(profile.allowed_origins)}
    return {
        **(origins if function.trigger in {"api", "authorizer"} else {}),
        **NO_PLUGINS,
        "LIFEOS_PROFILE": profile.name,
        "PIPELINE_VERSION": str(PIPELINE_VERSION),
        "POWERTOOLS_SERVICE_NAME": function.name,
        "POWERTOOLS_LOG_LEVEL": "INFO",
        "POWERTOOLS_TRACER_CAPTURE_RESPONSE": "false",
        # The emulator has no X-Ray daemon to send to.
        "POWERTOOLS_TRACE_DISABLED": "false" if profile.in_cloud else "true",
    }


def _storage(function: Function, has: Resources) -> dict[str, str]:
    waits = {"STORAGE_READ_TIMEOUT_S": API_STORAGE_READ_S} if function.trigger == "api" else {}
    return {"STORAGE_KIND": "s3", "BUCKET_NAME": has.originals.bucket_name, **waits}


def _flags(profile: Profile, has: Resources) -> dict[str, str]:
    return {
        "FLAGS_APPLICATION": has.flags.application,
        "FLAGS_ENVIRONMENT": has.flags.environment,
        "FLAGS_CONFIGURATION": has.flags.configuration,
        "FLAGS_MAX_AGE_S": FLAGS_MAX_AGE_S if profile.in_cloud else LAPTOP_FLAGS_MAX_AGE_S,
    }


def _database(function: Function, has: Resources) -> dict[str, str]:
    """Nobody waits for a step: a statement that merges 100,000 rows has two thirds of its time."""
    of_a_step = str(function.timeout_s * 1000 * 2 // 3)
    waits_ms = API_STATEMENT_MS if function.trigger == "api" else of_a_step
    return {**_connection(function, has), "DATABASE_STATEMENT_TIMEOUT_MS": waits_ms}


def _connection(function: Function, has: Resources) -> dict[str, str]:
    at = has.database
    role, url = APP_ROLE, at.url
    if "database:migrate" in function.may:
        role, url = OWNER_ROLE, at.owner_url
    elif "database:audit" in function.may:
        role, url = AUDIT_ROLE, at.audit_url
    if not at.host:
        return {"DATABASE_URL": url}
    return {
        "DATABASE_HOST": at.host,
        "DATABASE_PORT": str(at.port),
        "DATABASE_NAME": DATABASE_NAME,
        "DATABASE_USER": role,
    }
