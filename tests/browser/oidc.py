"""A small sign-in service (OpenID Connect, code flow with PKCE) on this machine: it lets `person` in without asking.

What an office's service checks, it checks: client, address to return to, code used once, PKCE. What it finds wrong
stands in `complaints`, so that a test says it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

CLIENT = "staffelstab"


class Provider:
    """The service; `person` holds the claims of whoever signs in next, `sign_outs` the tokens of who went."""

    def __init__(self, return_to: str) -> None:
        from joserfc.jwk import RSAKey

        self.return_to, self.secret = return_to, secrets.token_urlsafe(24)
        self.person: Mapping[str, Any] = {}
        self.complaints: list[str] = []
        self.sign_outs: list[Mapping[str, str]] = []
        self._key = RSAKey.generate_key(2048, {"kid": "key-1", "use": "sig", "alg": "RS256"})
        self._codes: dict[str, tuple[Mapping[str, str], Mapping[str, Any]]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "end_session_endpoint": f"{self.address}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def jwks(self) -> dict[str, Any]:
        return {"keys": [self._key.as_dict(private=False)]}

    def authorize(self, asked: Mapping[str, str]) -> str:
        """Where the browser goes on: back to the program with a code."""
        self._expect("client", asked.get("client_id"), CLIENT)
        self._expect("address to return to", asked.get("redirect_uri"), self.return_to)
        self._expect("response type", asked.get("response_type"), "code")
        self._expect("PKCE", asked.get("code_challenge_method"), "S256")
        code = secrets.token_urlsafe(16)
        self._codes[code] = (asked, self.person)
        return f"{self.return_to}?{urlencode({'code': code, 'state': asked.get('state', '')})}"

    def token(self, asked: Mapping[str, str], authorization: str) -> dict[str, Any] | None:
        """The signed identity for a code; None (and a complaint) for a request that a service would refuse."""
        from joserfc import jwt

        login = base64.b64encode(f"{CLIENT}:{self.secret}".encode()).decode()
        self._expect("client's password", authorization, f"Basic {login}")
        first, person = self._codes.pop(asked.get("code", ""), ({}, {}))
        verifier = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        self._expect("PKCE", challenge, first.get("code_challenge"))
        if self.complaints:
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": first["nonce"], **person}
        token = jwt.encode({"alg": "RS256", "kid": "key-1"}, claims, self._key)
        return {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 300, "id_token": token}

    def sign_out(self, asked: Mapping[str, str]) -> str:
        self._expect("address after signing out", asked.get("post_logout_redirect_uri"), self.return_to)
        self.sign_outs.append(asked)
        return self.return_to

    def _expect(self, what: str, found: object, wanted: object) -> None:
        if found != wanted:
            self.complaints.append(f"{what}: {found!r}, not {wanted!r}")


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = dict(parse_qsl(parts.query))
            match parts.path:
                case "/.well-known/openid-configuration":
                    self._json(provider.discovery())
                case "/jwks":
                    self._json(provider.jwks())
                case "/authorize":
                    self._go_on(provider.authorize(asked))
                case "/logout":
                    self._go_on(provider.sign_out(asked))
                case _:
                    self.send_error(404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            answer = provider.token(dict(parse_qsl(body)), self.headers.get("Authorization", ""))
            self._json(answer or {"error": "invalid_request"}, 200 if answer else 400)

        def _json(self, content: Mapping[str, Any], status: int = 200) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _go_on(self, address: str) -> None:
            self.send_response(302)
            self.send_header("Location", address)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- http.server's name
            """Say nothing: the test reads `complaints`."""

    return Handler
