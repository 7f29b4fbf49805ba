"""年度对比: indicators across years, each mark with its sentence."""

from app.compare.page_view import comparison
from app.masthead import start

say, loaded = start()
comparison(loaded, say)
