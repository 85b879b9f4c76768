from __future__ import annotations

import uuid

import pytest

from tests.live.leading import RIGHT, WRONG, go, join, vote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

def test_shots(open_page, olga, question_set, client_of, site):
    from live.models import Round
    host = client_of(olga.user)
    host.post(f"/classes/{question_set.classroom.uid}/rounds/", {"uid": uuid.uuid4(), "asked": question_set.uid, "seconds": 90, "speed":"on"}, headers={"host": site[7:]})
    r = Round.objects.get()
    cs=[]
    players = [join(r, n) for n in ("Ada", "Bo", "Cy", "Di", "Eve", "Frederick of the long name")]
    def phone(c, **kw):
        p = open_page("/healthz", **kw)
        for k, v in c.cookies.items():
            p.context.add_cookies([{"name": k, "value": v.value, "url": site}])
        return p
    wall = phone(host, viewport={"width": 1280, "height": 720}, color_scheme="dark", reduced_motion="reduce")
    hp = phone(host, viewport={"width": 900, "height": 900})
    ph = phone(players[0][0], viewport={"width": 360, "height": 800})
    def shot(name):
        wall.goto(f"/live/{r.code}/screen/"); wall.screenshot(path=f"/tmp/shots/{name}-wall.png", full_page=True)
        hp.goto(f"/live/{r.code}/host/"); hp.screenshot(path=f"/tmp/shots/{name}-host.png", full_page=True)
        ph.goto(f"/live/{r.code}/"); ph.screenshot(path=f"/tmp/shots/{name}-phone.png", full_page=True)
        for p in (wall, hp, ph):
            w = p.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if w: print("OVERFLOW", name, p.viewport_size, w)
    shot("1lobby")
    go(host, r, "predict")
    for (c, _), p in zip(players, [RIGHT[0], WRONG[0], WRONG[0], RIGHT[0], {**WRONG[0], "A": "lost"}]): vote(c, r, p)
    shot("2predict")
    go(host, r, "discuss"); shot("3discuss")
    go(host, r, "again")
    for (c, _), p in zip(players, [RIGHT[0], RIGHT[0], WRONG[0], RIGHT[0], RIGHT[0]]): vote(c, r, p, ballot=2)
    go(host, r, "reveal"); shot("4reveal")
    go(host, r, "run"); shot("5run")
    go(host, r, "predict"); shot("6predict")
    go(host, r, "reveal", "predict"); shot("7concept")
    go(host, r, "reveal"); shot("8reveal")
    go(host, r, "done"); shot("9done")
    hp.goto(f"/live/{r.code}/report/"); hp.screenshot(path="/tmp/shots/report.png", full_page=True)
    hp.goto(f"/classes/{question_set.classroom.uid}/rounds/"); hp.screenshot(path="/tmp/shots/rounds.png", full_page=True)
    st = open_page(f"/live/{r.code}/", viewport={"width": 360, "height": 800}); st.screenshot(path="/tmp/shots/stranger.png")
