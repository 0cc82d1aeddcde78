"""A changed checkout onto the hub that runs, in place: nobody is turned away meanwhile.

Migrations first, then functions one by one; each finishes the calls it is in. The database, the
emulator and everything they hold go on as they are. While it is under way hub.json says
`unfinished`: whoever comes after an interruption deploys again instead of believing half of it.
"""

from __future__ import annotations

from dataclasses import replace

from local.home import read_json, write_json
from local.hub import Arrival, Hub

UNFINISHED = "unfinished"  # never equal to a fingerprint, which is 64 hexadecimal digits


def as_it_runs(hub: Hub) -> Hub:
    """The hub on the port where it really listens, whatever port was asked for."""
    port = read_json(hub.home.hub_file).get("port")
    return replace(hub, port=port) if isinstance(port, int) else hub


def is_current(hub: Hub) -> bool:
    """True when the running hub was deployed from exactly what the checkout holds now."""
    return bool(read_json(hub.home.hub_file).get("fingerprint") == hub.deployment.fingerprint())


def roll_out(hub: Hub) -> Arrival:
    """Deploy what has changed. Raises LaptopError; the hub goes on with what it has by then."""
    with hub.home.locked():
        # Taken before the template is: what is edited from here on is for the next time.
        fingerprint = hub.deployment.fingerprint()
        known = read_json(hub.home.hub_file)
        write_json(hub.home.hub_file, {**known, "fingerprint": UNFINISHED})
        hub.deploy(fresh=False)
        with hub.part("first answer"):
            hub.require_healthy()
        kept = {"started_at": known.get("started_at"), "fingerprint": fingerprint}
        write_json(hub.home.hub_file, {**hub.description(), **kept})
    return hub.arrival
