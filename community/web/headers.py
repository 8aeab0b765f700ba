"""What every answer says to the browser: what may run (only our own files), what may be kept, what may be told."""

from flask import current_app, request

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
ALWAYS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Server": "Ibis",  # where nothing is said, the server tells its own name
}
PRIVATE = (
    "/settings", "/admin", "/moderation", "/sign-in", "/join", "/password", "/email", "/claim", "/first-administrator",
    "/shelf", "/look-again", "/helpful",
)  # fmt: skip
A_YEAR = 31536000


def complete(response):
    """after_request: add the headers; an answer that set its own keeps it."""
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    if response.location:
        response.headers["Location"] = _without_host(response.location)
    for name, value in _insisting(current_app.config).items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers or request.endpoint == "static":
        response.headers["Cache-Control"] = _keeping(response)
    return response


def of_refusals(config) -> dict[str, str]:
    """The headers of what is answered before the application is asked."""
    return ALWAYS | {"Cache-Control": "no-store"} | _insisting(config)


def _insisting(config) -> dict[str, str]:
    seconds = config["HSTS_SECONDS"]
    return {"Strict-Transport-Security": f"max-age={seconds}; includeSubDomains"} if seconds else {}


def _without_host(location: str) -> str:
    # The routing's own redirects name the host and the scheme, which behind a proxy may be other ones.
    inside = location.removeprefix(request.host_url)
    return location if inside == location or inside.startswith(("/", "\\")) else f"/{inside}"


def _keeping(response) -> str:
    if request.endpoint == "static" and request.path.startswith("/static/build/"):
        return f"public, max-age={A_YEAR}, immutable"
    if request.endpoint == "static":
        return "public, max-age=3600"
    if request.path.startswith(PRIVATE):
        return "no-store"
    response.vary.add("Cookie")
    return "private, no-cache"
