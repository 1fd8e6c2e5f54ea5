"""Who somebody is, from what the sign-in service says about them (OpenID Connect). No streamlit.

Settings stand in `.streamlit/secrets.toml` (the extra `auth` has the libraries): `[auth]` as Streamlit wants it, and
beside it how the service names roles. The service has to know `redirect_uri`, for signing in and for signing out.

    [auth]
    redirect_uri = "https://staffelstab.example/oauth2callback"
    cookie_secret = "…"                # long and random
    client_id = "staffelstab"
    client_secret = "…"
    server_metadata_url = "https://anmeldung.example/.well-known/openid-configuration"
    [staffelstab]
    role_claim = "groups"              # where roles stand in the claims (default: "roles")
    ags_claim = "ags"                  # where a municipality's AGS stands (default: "ags")
    [staffelstab.roles]                # the service's words for the four roles
    "jugendamt-koordination" = "Koordination"
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast

from optimizer import store

ROLES: Final = ("Koordination", "Finanzen", "Prüfung", "Kommune")
"""Which role counts where somebody has several, first to last."""

LONGEST: Final = timedelta(hours=12)
"""A sign-in counts for one working day: a role that was taken away ends with it."""


def actor_of(claims: Mapping[str, Any], settings: Mapping[str, Any]) -> store.Actor:
    """The person behind the claims. Raises `ForbiddenError` without a known role or after a working day."""
    since = claims.get("auth_time") or claims.get("iat")
    if isinstance(since, int | float) and datetime.now(UTC) - datetime.fromtimestamp(since, UTC) > LONGEST:
        raise store.ForbiddenError("Die Anmeldung ist älter als ein Arbeitstag. Bitte ab- und wieder anmelden.")
    role = _role(claims.get(str(settings.get("role_claim", "roles"))), settings.get("roles") or {})
    ags = claims.get(str(settings.get("ags_claim", "ags")))
    name = str(claims.get("name") or claims.get("email") or claims.get("sub") or "")
    identity = f"{claims.get('iss', '')}|{claims['sub']}" if claims.get("sub") else name
    return store.Actor(name, cast("store.Role", role), str(ags) if ags and role == "Kommune" else None, identity)


def _role(claim: object, names: Mapping[str, str]) -> str:
    found = [claim] if isinstance(claim, str) else claim if isinstance(claim, list | tuple) else []
    roles = {names.get(str(word), str(word)) for word in found}
    role = next((role for role in ROLES if role in roles), "")
    if not role:
        raise store.ForbiddenError(
            "Für diese Anmeldung ist keine Rolle hinterlegt (Finanzen, Koordination, Kommune, Prüfung). "
            "Die Verwaltung der Anmeldung kann das ändern."
        )
    return role
