"""What a browser may load and run, and who may show or read our answers: headers of every answer that does not say so itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping

POLICY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
"""An answer is a part of the page or a file. Only the page itself runs anything; its policy is that of `page_policy`."""


def page_policy(*, nonce: str, scripts: Iterable[str]) -> str:
    """The policy of the page: loads from its own address only, and runs only scripts of its own address, those in its HTML that bear
    the nonce, and inline `scripts`. Markup that gets into the page runs nothing.

    Gradio needs `eval`, for what its events run in the browser, and inline styles.
    """
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}' {hashes} 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self' blob:; "
        "frame-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )
