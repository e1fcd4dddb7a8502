"""The index as a LangChain retriever, for chains and agents made elsewhere."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.search import retrieve


class PlanRetriever(BaseRetriever):
    """The `k` best passages for a question, as LangChain documents.

    Their metadata: document (file name), number, title, page (from 1, or None), heading, score, start and end (characters in
    the document's text), passage (its id).
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    k: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[LangChainDocument]:
        retrieval = retrieve(self.index, look_at(query, index=self.index), k=self.k)
        return [
            LangChainDocument(
                id=hit.passage.id,
                page_content=hit.passage.text,
                metadata={
                    "document": hit.document.name,
                    "number": hit.document.number,
                    "title": hit.document.title,
                    "page": hit.passage.page,
                    "heading": " > ".join(hit.passage.headings),
                    "score": hit.score,
                    "start": hit.passage.start,
                    "end": hit.passage.end,
                    "passage": hit.passage.id,
                },
            )
            for hit in retrieval.hits
        ]
