"""The chat model that the settings name, made ready to be asked. Nothing is sent before the first question."""

from __future__ import annotations

import importlib.util
import math
import os
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus, urlsplit

from pydantic import SecretStr, ValidationError

from assistant.errors import ChatModelError
from assistant.settings import Settings

if TYPE_CHECKING:  # LangChain takes a second to import, which no command without a model should wait for
    from langchain_core.language_models import BaseChatModel

_EXTRAS = {
    "openai": ("openai", "langchain_openai"),
    "azure_openai": ("openai", "langchain_openai"),
    "ollama": ("ollama", "langchain_ollama"),
    "anthropic": ("anthropic", "langchain_anthropic"),
    "google_genai": ("google", "langchain_google_genai"),
    "mistralai": ("mistral", "langchain_mistralai"),
}
"""Provider, as LangChain calls it: the extra of pyproject.toml that installs it, and the module that it then has."""

_OPENAI = "https://api.openai.com/v1"
_USUAL = {"openai": _OPENAI, "ollama": "http://127.0.0.1:11434"}
"""Where a provider is, unless the settings say. Named, so that no variable meant for another program leads elsewhere."""
_RETRIES = 1
"""One, for a connection that the server closed while it was idle; more would keep an abandoned request going."""
_REPLY_SHARE = 4
_NO_KEY = SecretStr("none")
_PROVIDER = re.compile(r"[a-z][a-z0-9_]*")
_KEY = re.compile(
    r"((?:bearer|basic)\s{1,4}+|(?:api[_ -]?key|x-goog-api-key|token|secret|authorization|password|[?&]key)"
    r"[\"']?\s{0,4}+[=:]\s{0,4}+[\"']?)[\w.~+/=*-]{6,}+"
    r"|\b(?:sk|pk|gsk|xai|hf|key|r8|AIza)[-_][\w*-]{6,}+|\bAIza[\w-]{10,}+|\beyJ[\w-]{10,}+(?:\.[\w-]{1,2000}+){0,2}",
    re.IGNORECASE,
)
_PACKAGE = re.compile(r"`pip install ([\w.-]+)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatModel:
    """A chat model and the bounds that hold for it. `name` is as configured, `where` the address as far as it is known, "" where the
    provider's package decides; both may be shown and logged."""

    model: BaseChatModel = field(repr=False)  # its own repr is long, and not every package masks the key in it
    name: str
    timeout: float
    """Seconds without a word from it, after which it counts as slow."""
    context: int
    """Tokens, prompt and reply together."""
    where: str = ""
    key: SecretStr | None = field(default=None, repr=False)
    """Only so that it can be taken out of what a server says."""

    @property
    def reply(self) -> int:
        """The most tokens of a reply, a quarter of the context: what a model thinks to itself counts too."""
        return self.context // _REPLY_SHARE


def connect(settings: Settings) -> ChatModel | None:
    """The chat model of these settings, None where they name none. Asks nothing of any network.

    Raises ChatModelError where it cannot be made: an unknown provider, a package that is not installed, a bad address, no key.
    """
    if settings.chat_model is None:
        return None
    name = settings.chat_model.strip()
    provider, model = _parts(name)
    where = _address(settings.chat_base_url) or _USUAL.get(provider, "")
    _check_installed(provider)
    from langchain.chat_models import init_chat_model

    _keep_questions_here()
    options = _options(provider, settings=settings, where=where)
    try:
        made = init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        package = _PACKAGE.search(str(error))
        needed = f"the package {package[1]}: pip install {package[1]}" if package else "a package that is not installed"
        raise ChatModelError(f"The chat model {name} needs {needed}.") from None
    except Exception as error:  # each package raises its own; chained, they could show the key
        raise ChatModelError(_refusal(name, error, settings=settings)) from None
    return ChatModel(
        model=made, name=name, timeout=settings.chat_timeout, context=settings.chat_context, where=where, key=settings.chat_key
    )


def without_keys(text: str, *, key: SecretStr | None) -> str:
    """What a provider's package or server said, without the key, as it is or as an address has it, and without what looks like another:
    packages take keys from variables of their own, and servers quote a part of what they were given."""
    if key and (secret := key.get_secret_value()):
        for form in (secret, quote(secret, safe=""), quote_plus(secret), b64encode(secret.encode()).decode()):
            text = text.replace(form, "...")
    return _KEY.sub(lambda found: f"{found[1] or ''}...", text)


def _parts(name: str) -> tuple[str, str]:
    """Provider and model of "ollama:qwen3:8b"."""
    provider, colon, model = name.partition(":")
    provider = provider.strip().lower().replace("-", "_")
    if not colon or not model.strip() or not _PROVIDER.fullmatch(provider):
        raise ChatModelError(
            f"The chat model {name} names no provider: write ASSISTANT_CHAT_MODEL as provider:model, such as ollama:qwen3:8b, "
            "or openai:MODEL for any server that speaks OpenAI's protocol."
        )
    return provider, model.strip()


def _address(url: str | None) -> str:
    """The base URL without its last slash, "" where there is none."""
    if url is None:
        return ""
    try:
        parts = urlsplit(url.strip())
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        raise ChatModelError(f"{_URL} cannot be read: write it like http://127.0.0.1:8000/v1.") from None
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ChatModelError(f"{_URL} holds more than an address: put the key in ASSISTANT_CHAT_KEY, and leave out user names, ? and #.")
    if not good or re.search(r"\s", url.strip()):
        raise ChatModelError(f"{_URL} is no web address: write it like http://127.0.0.1:8000/v1.")
    path = (
        parts.path.rstrip("/").removesuffix("/chat/completions").removesuffix("/api/chat").rstrip("/")
    )  # the whole address of a request is easily copied
    return f"{parts.scheme}://{parts.netloc}{path}"


_URL = "The setting ASSISTANT_CHAT_BASE_URL"


def _check_installed(provider: str) -> None:
    extra, module = _EXTRAS.get(provider, ("", ""))
    if module and importlib.util.find_spec(module) is None:
        install = f'make install EXTRAS={extra}, or pip install "plan-assistant[{extra}]"'
        raise ChatModelError(f"Chat models of {provider} need a package that is not installed: {install}.")


def _keep_questions_here() -> None:
    """LangChain sends what is asked and answered to its makers' servers, or through them, where variables meant for some other program
    say so. Here a question goes to the configured model and nowhere else."""
    import langsmith

    langsmith.configure(enabled=False)
    os.environ["LANGSMITH_GATEWAY"] = "false"


def _options(provider: str, *, settings: Settings, where: str) -> Mapping[str, Any]:
    """What the provider's class takes; the common names are those of `init_chat_model`."""
    timeout, temperature, reply = settings.chat_timeout, settings.chat_temperature, settings.chat_context // _REPLY_SHARE
    key = settings.chat_key
    if provider == "ollama":
        # Thinking aloud is turned off: the answer stands in the passages, and a small machine would think for minutes.
        # A key that OLLAMA_API_KEY holds is for a service of its makers, not for a server of one's own.
        client: dict[str, Any] = {"timeout": timeout} | ({"auth": _Bearer(key or _NO_KEY)} if key or where else {})
        return {
            **({"base_url": where} if where else {}),
            **{"temperature": temperature, "num_ctx": settings.chat_context, "num_predict": reply},
            **{"reasoning": False, "client_kwargs": client},
        }
    if provider != "openai":
        timeout = math.ceil(timeout)  # some packages take whole seconds only
    options: dict[str, Any] = {"timeout": timeout, "temperature": temperature, "max_retries": _RETRIES, "max_tokens": reply}
    if where:
        options["base_url"] = where
    own_server = where != _OPENAI if provider == "openai" else bool(where)
    if key or own_server:
        # Servers of one's own ask for no key, and must not be given the one that OPENAI_API_KEY and its like hold for another.
        options["api_key"] = key or _NO_KEY
    if provider == "openai" and own_server:  # not all of these know the newer name that the package gives to the bound of a reply
        options["extra_body"] = {"max_tokens": options.pop("max_tokens")}
    return options


class _Bearer:
    """Puts the key on a request; an object, so that no repr of the settings of a client shows it."""

    def __init__(self, key: SecretStr) -> None:
        self._key = key

    def __call__(self, request: Any) -> Any:
        """The request with the key; `request` is an httpx.Request."""
        request.headers["Authorization"] = f"Bearer {self._key.get_secret_value()}"
        return request


def _refusal(name: str, error: Exception, *, settings: Settings) -> str:
    """One sentence on why the package did not take the settings, without what it may quote of them."""
    said = str(error.errors()[0]["msg"]) if isinstance(error, ValidationError) else str(error)
    said = said.strip().splitlines()[0].rstrip(".") if said.strip() else type(error).__name__
    said = without_keys(said, key=settings.chat_key)
    if "Unsupported provider" in said:
        return f"The chat model {name} names a provider that LangChain does not know: correct the part before the colon."
    if "api_key" in said or "API key" in said:
        return f"The chat model {name} asks for a key: set ASSISTANT_CHAT_KEY."
    return f"The chat model {name} cannot be set up ({said}): correct the settings ASSISTANT_CHAT_..., or remove them."
