"""What no page may do, noted for every page of a browser."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

# A page may hear of its violations in silence; the console says nothing in a quiet mode.
VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy: ${event.effectiveDirective} ${event.blockedURI}`));"""
# What Chromium says of every page over plain http under a name.
PLAIN = "The Cross-Origin-Opener-Policy header has been ignored"
SHOWN = {409, 422}  # what htmx shows in place of the form that was sent


def watch(context: BrowserContext, site: str, faults: list[str]) -> None:
    """Add to `faults` what the pages of `context` do against our rules.

    They break the Content-Security-Policy, raise an error, say one on the console, miss one of
    their files, or ask somebody else than `site`.
    """
    context.add_init_script(VIOLATIONS)
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
    context.on("console", lambda line: _note_console(line, faults))
    context.on("request", lambda request: _note_stranger(request, site, faults))
    context.on("requestfailed", lambda request: _note_failure(request, faults))
    context.on("response", lambda response: _note_missing(response, faults))


def _note_console(line: ConsoleMessage, faults: list[str]) -> None:
    known = line.text.startswith(("Failed to load resource", PLAIN))
    if line.type in {"error", "warning"} and not known:
        faults.append(f"console: {line.text}")


def _note_stranger(request: Request, site: str, faults: list[str]) -> None:
    if not request.url.startswith((f"{site}/", "data:")):
        faults.append(f"elsewhere: {request.url}")


def _note_failure(request: Request, faults: list[str]) -> None:
    # Who leaves a page early stops what it still asked for.
    if request.failure != "net::ERR_ABORTED":
        faults.append(f"{request.failure}: {request.url}")


def _note_missing(response: Response, faults: list[str]) -> None:
    kind = response.request.resource_type
    shown = response.status in SHOWN and kind in {"fetch", "xhr"}
    # Chromium asks for a favicon.ico where a response names no icon (plain text).
    unasked = kind == "document" or response.url.endswith("/favicon.ico")
    if response.status >= 400 and not shown and not unasked:
        faults.append(f"{response.status}: {response.url}")
