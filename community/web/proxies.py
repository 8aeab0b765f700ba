"""Who really asks: what a proxy says of its visitor counts if that proxy is one that the operator named.

Everybody else's X-Forwarded-… is dropped, so that nothing behind this door can be misled by it.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

TOLD = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")
DROPPED = (*TOLD, "HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_PREFIX", "HTTP_X_REAL_IP", "HTTP_FORWARDED")


class NamedProxies:
    """WSGI middleware: the visitor's address, scheme and host, as proxies in these networks tell them."""

    def __init__(self, app, networks: Iterable):
        self._app, self._networks = app, tuple(networks)

    def __call__(self, environ, start_response):
        """Put what is believed where it belongs, and pass the request on."""
        told = [environ.get(name, "") for name in TOLD]
        for name in DROPPED:
            environ.pop(name, None)
        if self._is_ours(_address(environ.get("REMOTE_ADDR", ""))):
            self._believe(environ, *told)
        return self._app(environ, start_response)

    def _believe(self, environ: dict, visitors: str, schemes: str, hosts: str) -> None:
        if visitor := self._visitor(visitors):
            environ["REMOTE_ADDR"] = visitor
        # The nearest proxy's word, which stands last.
        if (scheme := _last(schemes).lower()) in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme
        if host := _last(hosts):
            environ["HTTP_HOST"] = host

    def _visitor(self, forwarded: str) -> str:
        """The last address that is none of our proxies': what stands before it, anybody may have written."""
        believed = ""
        for word in reversed(forwarded.split(",")):
            address = _address(word)
            if address is None:
                break
            believed = str(address)
            if not self._is_ours(address):
                break
        return believed

    def _is_ours(self, address) -> bool:
        return address is not None and any(address in network for network in self._networks)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The address, an IPv4 one also where it is written as IPv6; None for what is none."""
    try:
        found = ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _last(words: str) -> str:
    return words.rpartition(",")[2].strip()
