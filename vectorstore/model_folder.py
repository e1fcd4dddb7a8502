"""Where an embedding model lies on this machine, and what names its weights; no hub is ever asked."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from vectorstore.errors import ModelNotFound

_E5 = re.compile(r"(^|[-_/.])e5([-_.]|$)", re.IGNORECASE)
_SAMPLE = 1 << 20  # bytes read from either end of each file for the fingerprint of a folder


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFolder:
    """A sentence-transformers or transformers folder. `fingerprint` names model and weights, and stays over runs."""

    path: Path
    name: str
    fingerprint: str


def find_model(model: str) -> ModelFolder:
    """The folder of `model`, a path or a hub name whose files are in the local hub cache. Raises ModelNotFound."""
    path = Path(model).expanduser()
    if path.is_dir():
        return ModelFolder(path=path, name=path.resolve().name, fingerprint=f"{path.resolve().name}@{_digest(path)}")
    # transformers' hub client is imported late: the command line should not wait for it
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    for name in (model, f"sentence-transformers/{model}"):
        try:
            found = try_to_load_from_cache(name, "config.json")
        except HFValidationError:
            break
        if isinstance(found, str):
            return ModelFolder(path=Path(found).parent, name=name, fingerprint=f"{name}@{Path(found).parent.name}")
    raise ModelNotFound(
        f"The embedding model {model} is neither a folder nor among the models on this machine: fetch it once with "
        f"`hf download {model}` while online, or name its folder."
    )


def wants_e5_prefixes(name: str) -> bool:
    """Whether a model of this name is of the e5 family, trained with "query: " and "passage: " before the texts. Its
    instruction-tuned members (e5-mistral, e5-large-instruct) are not: their own prompts say what they want."""
    return bool(_E5.search(name)) and not re.search(r"instruct|mistral", name, re.IGNORECASE)


def _digest(folder: Path) -> str:
    """Sixteen hexadecimal digits over the names, sizes and both ends of the files: a model of gigabytes in milliseconds."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(_SAMPLE))
            file.seek(max(0, size - _SAMPLE))
            digest.update(file.read(_SAMPLE))
    return digest.hexdigest()[:16]
