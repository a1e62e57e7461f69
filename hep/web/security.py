"""Headers, and a token in every form."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request
from flask_wtf.csrf import CSRFProtect

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


# What may be sent to a view in bytes, where it is more than elsewhere: a picture is uploaded there.
ROOM = {"clinic.do_settings": 6_000_000}


def join(app: Flask) -> None:
    @app.before_request
    def make_room() -> None:
        """Before the token is looked for, which reads the form."""
        if more := ROOM.get(request.endpoint or ""):
            request.max_content_length = more

    @app.before_request
    def refuse_broken_referrer() -> None:
        """The page that sent a form is looked at before its token is; where it has no address there is none."""
        try:
            _ = urlsplit(request.referrer or "").port
        except ValueError:
            abort(400)

    CSRFProtect(app)

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if app.config["SESSION_COOKIE_SECURE"]:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if g.get("clinician") and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"  # patients' data stays out of shared caches
        return response
