"""`lifeos whoami` and `lifeos version`: who asks, with which client, at which hub."""

from __future__ import annotations

import platform
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clients.api.errors import ClientError
from clients.cli.options import ApiUrlOption, HomeOption, JsonOption, find_home, open_hub
from clients.cli.output import console, json_line, table, text

PROJECT_FILE = Path(__file__).parents[2] / "pyproject.toml"


def whoami(
    *, as_json: JsonOption = False, folder: HomeOption = None, api_url: ApiUrlOption = None
) -> None:
    """Sign in and show as whom."""
    home = find_home(folder)
    with open_hub(home, api_url) as hub:
        claims = hub.session.claims()
        url = hub.api_url
    person = {
        "username": home.person().username,
        "user_id": claims.get("cognito:username") or claims.get("sub"),
        "api_url": url,
        "signed_in_until": _instant(claims.get("exp")),
    }
    _print(person, as_json=as_json)


def version(
    *, as_json: JsonOption = False, folder: HomeOption = None, api_url: ApiUrlOption = None
) -> None:
    """Show the version of this client, and whether a hub answers."""
    project = tomllib.loads(PROJECT_FILE.read_text(encoding="utf-8"))["project"]
    found = {"client": project["version"], "python": platform.python_version()}
    try:
        with open_hub(find_home(folder), api_url) as hub:
            health = "ok" if hub.is_healthy() else "failing"
            found |= {"api_url": hub.api_url, "hub": health}
    except ClientError as error:
        found |= {"api_url": None, "hub": error.reason}
    _print(found, as_json=as_json)


def _instant(seconds: object) -> str | None:
    if not isinstance(seconds, int | float):
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _print(content: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        json_line(content)
        return
    rows = table("", "")
    rows.show_header = False
    for key, value in content.items():
        rows.add_row(text(key.replace("_", " "), "dim"), text(value))
    console().print(rows)
