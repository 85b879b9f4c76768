"""Where `make run` listens, who can reach it there, and under which Host names."""

import array
import errno
import socket
import struct
from contextlib import suppress

EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104  what an operator may ask for
# Bridges of containers and virtual machines: nobody else in the room can use these addresses.
INNER = ("br-", "docker", "lo", "veth", "virbr")


class CannotListen(Exception):
    """One line that says what is wrong with HOST or PORT."""


def listen(host: str, port: str) -> socket.socket:
    """Return a bound socket that a server started from here inherits.

    To bind first means that a port in use is known before anything else is done.
    """
    number = port_number(port)
    try:
        bound = _bind(host or "0.0.0.0", number)  # noqa: S104
    except OSError as fault:
        raise CannotListen(explain(fault, host, number)) from fault
    bound.set_inheritable(True)
    return bound


def _bind(host: str, port: int) -> socket.socket:
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    bound = socket.socket(family, kind)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()
    except OSError:
        bound.close()
        raise
    return bound


def port_number(port: str) -> int:
    """Return PORT as a number from 1 to 65535."""
    if not port.isascii() or not port.isdigit() or not 0 < int(port[:6]) < 65536:
        raise CannotListen(f"PORT must be a number from 1 to 65535, not {port!r}")
    return int(port)


def explain(fault: OSError, host: str, port: int) -> str:
    """Say in one line why nothing can listen on `host` and `port`, and what to do."""
    if fault.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: choose another one, for example PORT={port % 65535 + 1}"
    if fault.errno == errno.EACCES:
        return f"Port {port} needs more rights than you have: choose one above 1023"
    if fault.errno == errno.EADDRNOTAVAIL or isinstance(fault, socket.gaierror):
        return f"HOST={host} is no address of this machine; 0.0.0.0 means all of them"
    return f"Cannot listen on {host} port {port}: {fault.strerror or fault}"


def lan_addresses() -> list[str]:
    """Return the IPv4 addresses under which others in the same network reach this machine."""
    found = [address for name, address in interfaces() if not name.startswith(INNER)]
    return found or routed_address()


def interfaces() -> list[tuple[str, str]]:
    """Return name and IPv4 address of each network interface; empty where this is not Linux."""
    try:
        import fcntl  # noqa: PLC0415  Windows has none

        room = array.array("B", bytes(128 * 40))
        where, size = room.buffer_info()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            # SIOCGIFCONF fills the room with records of 40 bytes: name, family, port, address.
            answer = fcntl.ioctl(probe.fileno(), 0x8912, struct.pack("iL", size, where))
    except (ImportError, OSError):
        return []
    used = struct.unpack("iL", answer)[0]
    records = [room.tobytes()[start : start + 40] for start in range(0, used, 40)]
    return [
        (record[:16].split(b"\0")[0].decode(), socket.inet_ntoa(record[20:24]))
        for record in records
    ]


def routed_address() -> list[str]:
    """Return the address that packets to elsewhere would leave from; nothing is sent for it."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # an address kept for documentation
        return [probe.getsockname()[0]]
    return []


def host_names(host: str, lan: list[str]) -> list[str]:
    """Return the Host names to accept: this machine's own, and those that were printed."""
    others = lan if host in EVERYWHERE else [f"[{host}]" if ":" in host else host]
    return list(dict.fromkeys(["127.0.0.1", "localhost", *others]))
