"""Static files under names that carry a hash of their content, so that they never go stale."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class OwnModulesStorage(CompressedManifestStaticFilesStorage):
    """Rewrite the imports of our own modules under js/ too, never those of vendored scripts.

    Django's own switch for modules takes a comment in django-htmx's hx-sse-2.js for an import.
    Each import of ours must end with `;`.
    """

    _modules = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]
    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*", _modules))
