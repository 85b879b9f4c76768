"""The picture of a stack: who reaches what, and where each piece of state lies."""

from whatif.events import parse
from whatif.ladder import pieces
from whatif.picture import Picture, picture
from whatif.predict import predict
from whatif.readers import SourceFile, read


def _picture(text: str, name: str = "compose.yaml") -> Picture:
    stack = read([SourceFile(name, text)])
    return picture(stack, pieces(predict(stack, parse("none", stack)), known=False))


COMPOSE = """\
services:
  web:
    image: shop:1
    ports: ["8080:80"]
    deploy: {{replicas: {replicas}}}
    volumes: ["media:/app/media"]
    x-routing: {{policy: sticky cookie}}
    x-state:
      sessions: {{at: process memory, use: session}}
      pictures: {{at: /app/media}}
      mails: {{at: "external:mail service"}}
      token: {{at: client}}
volumes: {{media: {{}}}}
"""


def test_each_piece_lies_where_its_place_says():
    found = _picture(COMPOSE.format(replicas=1))
    (host,) = found.hosts
    assert [held.item for held in host.boxes[0].pieces] == ["sessions"]
    assert [held.item for held in host.disk] == ["pictures"]
    assert [(store.name, store.pieces[0].item) for store in found.stores] == [
        ("mail service", "mails")
    ]
    assert found.users
    assert [held.item for held in found.users.pieces] == ["token"]


def test_one_instance_needs_no_balancer():
    assert _picture(COMPOSE.format(replicas=1)).balancers == ()


def test_a_balancer_says_how_it_chooses():
    (balancer,) = _picture(COMPOSE.format(replicas=2)).balancers
    assert balancer.says == "a cookie leads back to the same instance"


def test_interchangeable_replicas_look_alike_and_many_become_one_box():
    four = _picture(COMPOSE.format(replicas=4)).hosts[0].boxes
    five = _picture(COMPOSE.format(replicas=5)).hosts[0].boxes
    assert [(box.name, box.count) for box in four] == [("web", 1)] * 4
    assert [(box.name, box.count) for box in five] == [("web", 5)]


def test_numbered_replicas_show_their_number_and_claims_stand_outside_the_nodes():
    found = _picture(
        """\
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
  annotations: {stateguide.dev/state: "rows: {at: /data}"}
spec:
  replicas: 2
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers: [{name: db, image: "store:1", volumeMounts: [{name: d, mountPath: /data}]}]
  volumeClaimTemplates:
    - metadata: {name: d}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
""",
        "db.yaml",
    )
    assert [box.name for box in found.hosts[0].boxes] == ["db-0", "db-1"]
    assert found.hosts[0].disk == ()
    assert [store.name for store in found.stores] == ["d-db-K"]
    assert found.hosts[-1].says == "ready, nothing of this stack"


def test_the_picture_is_also_a_sentence():
    assert _picture(COMPOSE.format(replicas=1)).says == (
        "users, logged in; host: web with A sessions, on its disk B pictures; "
        "mail service, which keeps C mails"
    )


def test_a_host_without_users_is_drawn_alone():
    unit = "[Service]\nExecStart=/usr/bin/x\n[X-State]\nbook = {at: /var/lib/x/book}\n"
    found = _picture(unit, "x.service")
    assert found.users is None
    assert [held.item for held in found.hosts[0].disk] == ["book"]


def test_a_replica_shows_whose_copy_it_keeps():
    found = _picture(
        """\
services:
  db:
    image: store:1
    volumes: ["a:/data"]
    x-state: {rows: {at: /data}}
    x-facts: {nodes: [host-a]}
  standby:
    image: store:1
    volumes: ["b:/data"]
    x-state: {rows: {at: /data, replica_of: db}}
    x-facts: {nodes: [host-b]}
volumes: {a: {}, b: {}}
"""
    )
    kept = {host.name: [(held.letter, held.place) for held in host.disk] for host in found.hosts}
    assert kept == {"host-a": [("A", "named volume a")], "host-b": [("A", "a copy")]}
