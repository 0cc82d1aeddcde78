"""What running costs, worked out from time and memory.

Source: AWS price pages of Lambda (arm64, first tier) and Step Functions (standard workflows),
us-east-1, as of 2026-11-24. Free tiers are left out; storage and requests to stores are not in it.
"""

from __future__ import annotations

MICRO_USD_PER_GB_S = 13.3334
MICRO_USD_PER_REQUEST = 0.2
MICRO_USD_PER_TRANSITION = 25.0  # of a state machine; a state is one


def micro_usd(duration_ms: float, memory_mb: int, *, transitions: int = 0) -> float:
    """Price of one invocation in millionths of a US dollar.

    Lambda bills by the millisecond for the memory that was asked for.
    """
    gigabyte_seconds = duration_ms / 1000 * memory_mb / 1024
    return (
        gigabyte_seconds * MICRO_USD_PER_GB_S
        + MICRO_USD_PER_REQUEST
        + transitions * MICRO_USD_PER_TRANSITION
    )
