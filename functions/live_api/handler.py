"""/v1/live: tickets that open the live socket."""

from __future__ import annotations

from lifeos import wiring
from lifeos.contracts.live import LiveTicket, NewLiveTicket
from lifeos.entry import http
from lifeos.live import tickets

app = http.resolver()
ISSUED = http.answers({201: "Connect to `url` within the minute; it opens one socket, once"})


@app.post("/v1/live/tickets", responses=ISSUED)
def create_live_ticket(body: NewLiveTicket) -> tuple[LiveTicket, int]:
    """201 with the address of the live socket, where changes of documents arrive as they happen.

    What is said on the socket is described under `x-live-socket`.
    """
    hub = wiring.hub()

    def act() -> LiveTicket:
        return tickets.issue(
            http.person(app),
            tickets=hub.live.tickets,
            url=hub.live.url,
            at=hub.clock.now(),
        )

    return http.once(app, "create-live-ticket", act, body=body, answer=LiveTicket), 201


handler = http.entrypoint(app)
