"""Texts that stewards write in Markdown, as HTML that can hold nothing but text."""

from __future__ import annotations

from functools import cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token


@cache
def _reader() -> MarkdownIt:
    """Paragraphs, headings, lists, quotes, emphasis and links; raw HTML stays text, and images are not fetched."""
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])


def as_html(text: str, *, first_heading: int = 2) -> SafeString:
    """Markdown as HTML whose highest heading is ``first_heading``, so that it fits under the title of a page.

    Links lead to http(s) and mail addresses or into the site only (the reader refuses scripts), and pass nothing on
    to where they lead.
    """
    reader = _reader()
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + first_heading - 1, 6)}"
        _mark_links(token)
    html: str = reader.renderer.render(tokens, reader.options, {})
    return mark_safe(html)  # noqa: S308  (raw HTML was read as text)


def _mark_links(token: Token) -> None:
    for inner in token.children or ():
        if inner.type == "link_open":
            inner.attrSet("rel", "nofollow noopener")
