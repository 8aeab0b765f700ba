"""Forms that trickle in: pages come all the while, what stands still is cut off, and half a form is none."""

import shutil
import socket
import time

from community.web.bodies import AT_ONCE, STILL
from tests.drills.checks import posts_by_once
from tests.drills.site import Site, until

SLACK = 10.0  # seconds for a busy machine


def begins_to_send(site: Site, key) -> socket.socket:
    """A reply of which only the beginning comes."""
    words = f"csrf_token={key.token}&once=slow&body=Half+of+a+sentence"
    head = [
        f"POST /t/{site.town.topic_id}/reply HTTP/1.1",
        f"Host: 127.0.0.1:{site.port}",
        f"Cookie: ibis={key.cookie}",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: 5000",
    ]
    connection = socket.create_connection(("127.0.0.1", site.port))
    connection.sendall("\r\n".join([*head, "", words]).encode())
    return connection


def is_over(connection: socket.socket) -> bool:
    """Whether the site has ended the connection, or refused what came on it, with the headers of all answers."""
    connection.settimeout(0.1)
    try:
        answer = connection.recv(5000).lower()
        over = answer[9:12] in (b"", b"400", b"503")
        assert not answer or (b"server: ibis" in answer and b"strict-transport-security: max-age=60;" in answer)
    except TimeoutError:
        over = False
    except OSError:
        over = True
    if over:
        connection.close()
    return over


def test_slow_senders_keep_nobody_waiting_and_are_cut_off(settled, tmp_path, serves):
    folder, town = settled
    shutil.copytree(folder, tmp_path / "site")
    site = serves(tmp_path / "site", town, WORKERS="1", HSTS_SECONDS="60")
    key = town.keys["Ben"]
    waiting = [begins_to_send(site, key) for _each in range(AT_ONCE + 3)]
    began = time.monotonic()
    while waiting and time.monotonic() - began < STILL + SLACK:
        assert site.is_well()
        waiting = [sender for sender in waiting if not is_over(sender)]
    assert not waiting
    assert posts_by_once(site) == {}
    reply = {"body": "All of it.", "once": "whole"}
    until(lambda: site.member("Ben").post(f"/t/{town.topic_id}/reply", **reply).status == 302, "it is sent")
