import re
import socket

import pytest

from stateguide import addresses
from stateguide.addresses import CannotListen, host_names, lan_addresses, listen


def test_a_port_in_use_is_one_line_that_names_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen, match=rf"Port {port} is in use: .*PORT={port + 1}$"):
            listen("127.0.0.1", str(port))


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "80a", "٣", "9" * 5000])
def test_what_is_no_port_is_refused(port):
    with pytest.raises(CannotListen, match="PORT must be a number from 1 to 65535"):
        listen("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.7", "nowhere.invalid"])
def test_an_address_that_is_not_ours_is_refused(host):
    with pytest.raises(CannotListen, match=rf"HOST={host} is no address of this machine"):
        listen(host, "8000")


def test_the_server_inherits_the_socket():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with listen("127.0.0.1", port) as bound:
        assert bound.get_inheritable()
        socket.create_connection(bound.getsockname()).close()


def test_only_what_is_printed_is_accepted():
    assert host_names("127.0.0.1", []) == ["127.0.0.1", "localhost"]
    assert host_names("::1", []) == ["127.0.0.1", "localhost", "[::1]"]
    assert host_names("0.0.0.0", ["10.1.2.3"]) == ["127.0.0.1", "localhost", "10.1.2.3"]


def test_others_are_told_no_address_that_only_this_machine_knows(monkeypatch):
    cards = [("lo", "127.0.0.1"), ("docker0", "172.17.0.1"), ("wlan0", "10.1.2.3")]
    monkeypatch.setattr(addresses, "interfaces", lambda: cards)
    assert lan_addresses() == ["10.1.2.3"]


def test_this_machine_tells_its_interfaces():
    assert ("lo", "127.0.0.1") in addresses.interfaces()
    assert all(re.fullmatch(r"\d+(\.\d+){3}", address) for address in lan_addresses())
