"""What a dishonest client does to a link."""

from __future__ import annotations

import base64
from urllib.parse import quote

from lifeos.contracts.documents import MultipartUpload, PostUpload, PutUpload, Upload


def for_other_key(upload: Upload, key: str, other: str) -> Upload:
    """The same link pointed at `other`: in the form, in the path, or inside the token."""
    assert not isinstance(upload, MultipartUpload)
    if isinstance(upload, PostUpload):
        return upload.model_copy(update={"fields": {**upload.fields, "key": other}})
    if quote(key) in upload.url:
        return upload.model_copy(update={"url": upload.url.replace(quote(key), quote(other))})
    base, _, token = upload.url.rpartition("/")
    payload, _, signature = token.partition(".")
    said = base64.urlsafe_b64decode(payload + "===").decode()
    assert key in said
    forged = base64.urlsafe_b64encode(said.replace(key, other).encode()).decode().rstrip("=")
    return upload.model_copy(update={"url": f"{base}/{forged}.{signature}"})


def tampered(upload: Upload) -> PostUpload | PutUpload:
    """The same link with one character of its signature changed."""
    assert not isinstance(upload, MultipartUpload)
    signature = "x-amz-signature"
    if isinstance(upload, PostUpload) and signature in upload.fields:
        fields = {**upload.fields, signature: _flipped(upload.fields[signature])}
        return upload.model_copy(update={"fields": fields})
    return upload.model_copy(update={"url": _flipped(upload.url)})


def _flipped(text: str) -> str:
    """`text` with another last-but-one character (the last of base64 may carry no bits)."""
    return text[:-2] + ("0" if text[-2] != "0" else "1") + text[-1]
