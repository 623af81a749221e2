"""A small OpenID Connect service for tests: whoever comes chooses who to be, and gets an id token that is really signed."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "clausebridge-test", "a secret of the client"


class Provider:
    """``people``: claims by the name of the link that signs in as them. ``key`` signs; ``forge`` makes it sign with another."""

    def __init__(self, people):
        from joserfc.jwk import RSAKey

        self.people, self.issuer, self.forge = people, "", False
        self.key, self.other = (RSAKey.generate_key(2048, {"kid": "1"}) for _ in range(2))
        self.codes = {}

    def token(self, code):
        from joserfc import jwt

        who, nonce = self.codes.pop(code)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": nonce, **self.people[who]}
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.other if self.forge else self.key)
        return {"access_token": "none", "token_type": "Bearer", "expires_in": 600, "id_token": signed}

    def metadata(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    @property
    def provider(self):
        return self.server.provider

    def do_GET(self):
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self.answer(self.provider.metadata())
        elif parts.path == "/jwks":
            self.answer({"keys": [self.provider.key.as_dict(private=False) | {"use": "sig", "alg": "RS256"}]})
        elif parts.path == "/authorize":
            links = []
            for number, who in enumerate(self.provider.people):
                code = f"{len(self.provider.codes)}-{number}-{asked['state']}"
                self.provider.codes[code] = (who, asked.get("nonce", ""))
                links.append(
                    f'<p><a href="{asked["redirect_uri"]}?{urlencode({"code": code, "state": asked["state"]})}">{who}</a></p>'
                )
            self.answer("<!doctype html><title>Who are you?</title>" + "".join(links))
        elif parts.path == "/logout":
            self.send_response(302)
            self.send_header("Location", asked["post_logout_redirect_uri"])
            self.end_headers()
        else:
            self.send_error(404)

    def do_POST(self):
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.answer(self.provider.token(body["code"][0]))

    def answer(self, what):
        page = isinstance(what, str)
        body = (what if page else json.dumps(what)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8" if page else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running(people):
    """The service on a free port of this machine, for as long as the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.provider = Provider(people)
    server.provider.issuer = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def secrets(provider, port):
    """The settings of a desk at ``port`` whose people sign in at ``provider``."""
    return (
        f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\ncookie_secret = "{"0123456789abcdef" * 3}"\n'
        f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
        f'server_metadata_url = "{provider.issuer}/.well-known/openid-configuration"\n'
    )
