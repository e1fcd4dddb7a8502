"""What a request that is turned away is told: one sentence, in the language that it asks for, in both where it asks for none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse

from vectorstore.retrieval import Language

Reason = Literal["host", "foreign", "method", "unknown", "too_large", "too_slow", "busy", "malformed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentences:
    """The sentences in one language. Words in braces are filled in with `str.format`."""

    host: str
    foreign: str
    method: str
    unknown: str
    too_large: str
    too_slow: str
    busy: str
    malformed: str


_SENTENCES: Mapping[Language, _Sentences] = {
    "vi": _Sentences(
        host="Trang này không trả lời ở tên máy này: hãy dùng địa chỉ mà người quản trị cho, hoặc nhờ thêm tên này vào "
        "ASSISTANT_WEB_HOSTS.",
        foreign="Yêu cầu này không đến từ trang này nên bị từ chối: hãy mở lại trang và thử lại.",
        method="Không làm được việc này ở địa chỉ này: hãy mở lại trang và thử lại.",
        unknown="Không có trang này: hãy mở lại trang chính.",
        too_large="Nội dung gửi lên lớn hơn {limit}: hãy gửi ít hơn.",
        too_slow="Nội dung gửi lên quá chậm nên bị dừng: hãy kiểm tra đường truyền rồi gửi lại.",
        busy="Đang nhận tệp khác: hãy đợi xong rồi gửi lại.",
        malformed="Yêu cầu này viết sai nên không đọc được: hãy mở lại trang và thử lại.",
    ),
    "en": _Sentences(
        host="This page does not answer to this host name: use the address that your administrator gives, or have the name added to "
        "ASSISTANT_WEB_HOSTS.",
        foreign="This request did not come from this page and was refused: open the page again and retry.",
        method="This cannot be done at this address: open the page again and retry.",
        unknown="There is no such page: open the main page again.",
        too_large="What was sent is larger than {limit}: send less.",
        too_slow="What was sent came too slowly and was given up: check the connection, then send it again.",
        busy="Other files are being received: wait until they are done, then send it again.",
        malformed="This request is not written as it must be and cannot be read: open the page again and retry.",
    ),
}
_STATUS: Mapping[Reason, int] = {
    "host": 400,
    "foreign": 403,
    "method": 405,
    "unknown": 404,
    "too_large": 413,
    "too_slow": 408,
    "busy": 503,
    "malformed": 400,
}


def refusal(reason: Reason, *, query: bytes = b"", limit: int = 0) -> PlainTextResponse:
    """The answer to a request that is turned away. `query` may name a language as `lang`; `limit` is in bytes."""
    sentence = " / ".join(getattr(_SENTENCES[language], reason) for language in _languages(query))
    # What was not read of the request is not waited for.
    headers = {"Cache-Control": "no-store", "Connection": "close"}
    return PlainTextResponse(sentence.format(limit=_size(limit)), status_code=_STATUS[reason], headers=headers)


def sentences(reason: Reason) -> Mapping[Language, str]:
    """What is said for a reason, by language."""
    return {language: getattr(said, reason) for language, said in _SENTENCES.items()}


def _languages(query: bytes) -> tuple[Language, ...]:
    try:
        asked = parse_qs(query[:2000].decode("latin-1"), max_num_fields=50).get("lang", [""])[-1]
    except ValueError:
        asked = ""
    return tuple(language for language in _SENTENCES if language == asked) or tuple(_SENTENCES)


def _size(count: int) -> str:
    return f"{count / 2**20:.0f} MB" if count >= 2**20 else f"{count / 2**10:.0f} kB"
