"""A learner who has a keyboard and nothing else."""

from __future__ import annotations

from playwright.sync_api import Page

MOST = 90  # presses of Tab from one thing to the next; more is a way that nobody walks

# What the focus is on: its words, whether it can be seen, and whether it is marked.
FOCUS = """() => {
    const at = document.activeElement;
    if (at === document.body || at === document.documentElement) return null;
    const shown = at.matches("input[type=radio]") ? at.closest("label") : at;
    const { outlineStyle, outlineWidth } = getComputedStyle(shown);
    const place = shown.getBoundingClientRect();
    return {
        says: at.matches("input") ? `${at.name}=${at.value}` : (at.innerText || "").trim(),
        kind: at.type || at.localName,
        name: at.name || "",
        value: at.value || "",
        id: at.id,
        ring: outlineStyle === "none" ? 0 : parseFloat(outlineWidth),
        seen: place.width > 0 && place.height > 0 && place.bottom > 0 && place.right > 0
            && place.top < innerHeight && place.left < innerWidth,
    };
}"""


class Keyboard:
    """Presses keys on a page and looks at where the focus is; each stop must be visible."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def focus(self) -> dict[str, str | float] | None:
        """What has the focus, None for the page as a whole; fails if nobody could see it."""
        found: dict[str, str | float] | None = self.page.evaluate(FOCUS)
        if found:
            assert found["ring"], f"the focus cannot be seen on {found}"
            assert found["seen"], f"the focus is outside the window on {found}"
        return found

    def tab_to(self, says: str = "", *, name: str = "") -> None:
        """Press Tab until the focus is on what says this, or on the field of this name."""
        met = []
        for _ in range(MOST):
            self.press("Tab")
            found = self.focus()
            if found and (name == found["name"] if name else says in str(found["says"])):
                return
            met.append(found and found["says"])
        raise AssertionError(f"Tab never comes to {says or name}: {met}")

    def choose(self, name: str, value: str) -> None:
        """Go to a group of radio buttons and move by arrows until `value` is chosen."""
        self.tab_to(name=name)
        first = self.focus()
        if first and first["value"] == value:
            self.press("Space")
        for _ in range(8):
            found = self.focus()
            assert found, "the arrows lead out of the group"
            assert found["name"] == name, f"the arrows lead to {found}"
            chosen = self.page.locator(f"[name='{name}']:checked")
            if chosen.count() and chosen.input_value() == value:
                return
            self.press("ArrowRight")
        raise AssertionError(f"the arrows never come to {name}={value}")

    def stops(self) -> list[str]:
        """What Tab meets from here until it leaves the page, in order."""
        met = []
        for _ in range(MOST * 2):
            self.press("Tab")
            found = self.focus()
            if found is None or (met and found["says"] == met[0] and len(met) > 1):
                return met
            met.append(str(found["says"]))
        raise AssertionError(f"Tab never leaves the page: {met}")
