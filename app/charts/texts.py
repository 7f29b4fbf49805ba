"""Write words into a drawing, whose texts are read as a small markup."""

from __future__ import annotations

from functools import partial
from html import escape

# Plotly knows &amp; &lt; &gt; and prints &quot; as it stands; in a text a quotation mark needs no escape.
as_text = partial(escape, quote=False)
