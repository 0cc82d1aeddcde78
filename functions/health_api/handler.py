"""/health and /health/live: for load balancers, operators and `lifeos doctor`."""

from __future__ import annotations

from uuid import UUID

from lifeos import health, wiring
from lifeos.contracts.health import Health, Live
from lifeos.entry import http

app = http.resolver()
_NOBODY = UUID(int=0)


@app.get("/health/live")
def get_live() -> Live:
    """200: the function runs."""
    return Live()


@app.get("/health", responses=http.answers({200: "Up or degraded", 503: "Down"}))
def get_health() -> tuple[Health, int]:
    """200 when up or degraded, 503 when down."""
    hub = wiring.hub()
    found = health.check(
        {
            "database": hub.database.probe,
            "table": lambda: hub.ledger.get(_NOBODY, _NOBODY),
            "machine": lambda: health.machine_answers(hub.heartbeat, hub.clock.now()),
            "originals": lambda: hub.storage.stat("health/none"),
        }
    )
    return found, 503 if found.status == "down" else 200


handler = http.entrypoint(app)
