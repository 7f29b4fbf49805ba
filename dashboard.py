"""Start the dashboard: `streamlit run dashboard.py [-- --data PATH]`."""

import streamlit as st

from app import masthead

if (
    __name__ == "__main__"
):  # the script, run for each page; imported, this file is the application that runs it
    say = masthead.language()
    st.set_page_config(page_title=say("app.title"), page_icon=str(masthead.MARK), layout="wide")
    page = st.navigation(
        [
            st.Page("app/pages/overview.py", title=say("page.overview"), url_path="overview", default=True),
            st.Page("app/pages/compare.py", title=say("page.compare"), url_path="compare"),
            st.Page("app/pages/report.py", title=say("page.report"), url_path="report"),
            st.Page("app/pages/sources.py", title=say("page.sources"), url_path="sources"),
            st.Page("app/pages/reader.py", title=say("page.reader"), url_path="reader"),
            st.Page("app/pages/review.py", title=say("page.review"), url_path="review"),
            st.Page("app/pages/documents.py", title=say("page.documents"), url_path="documents"),
            st.Page("app/pages/reference.py", title=say("page.reference"), url_path="reference"),
            st.Page("app/pages/forms.py", title=say("page.forms"), url_path="forms"),
            st.Page("app/pages/rules.py", title=say("page.rules"), url_path="rules"),
        ],
        position="top",
    )
    masthead.draw(page.title, page.url_path, say)
    page.run()
else:
    from starlette.middleware import Middleware

    from app import fonts
    from app.guard import Guard
    from app.shell import Shell

    fonts.prepare_beside()
    app = st.App(__file__, middleware=[Middleware(Guard), Middleware(Shell)])
