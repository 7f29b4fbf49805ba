"""年度对比: indicators across years, each mark with its sentence."""

from app.compare.page_view import comparison

comparison()
