"""The host names that the page answers to. Any other name may have been pointed at this machine by someone else's name server, so that
their page counts as ours in a browser (DNS rebinding)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9_.-]{1,253}))(?::([0-9]{1,5}))?\Z", re.IGNORECASE)


def known_hosts(listening: str, *, more: Iterable[str] = ()) -> frozenset[str]:
    """The names of a server that listens on an address: those of this machine in itself, the address, and `more` of the settings.

    An address that stands for all of them, 0.0.0.0 or ::, is no name. `more` may have been written with a port, which says nothing.
    """
    named = (host_name(one) or host_name(f"[{one}]") for one in (listening, *more))
    return LOOPBACK_NAMES | {name for name in named if name and not is_wildcard(name)}


def host_name(written: str) -> str:
    """The name in a `Host` header: in small letters, without port, brackets and final dot; "" where it is none."""
    found = _HOST.match(written)
    if found is None:
        return ""
    name = (found[1] or found[2]).lower().removesuffix(".")
    address = _address(name)
    return str(address) if address else name


def is_wildcard(name: str) -> bool:
    """Whether an address stands for every address of the machine."""
    address = _address(name)
    return address is not None and address.is_unspecified


def is_loopback(name: str) -> bool:
    """Whether an address can be reached from this machine only; false for any name."""
    address = _address(name)
    return address is not None and address.is_loopback


def same_address(name: str, other: str) -> bool:
    """Whether both are the same IP address: no name server has a say in what that means."""
    address = _address(name)
    return address is not None and address == _address(other)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
