"""规则: which words name each indicator, and which tell what a figure is; change them, see what follows, save."""

from html import escape

import streamlit as st

from app.address import publish, seed_one
from app.labels import indicator_name
from app.masthead import count_doubts, failure
from app.observations import LoadingFailedError, load, rules_in_use
from app.rules.differences_view import differing, own_rules
from app.rules.draft import NEW_OPEN
from app.rules.editor import open_new, open_rule
from app.rules.listing_view import ALL, GROUP, RULE, rule_filters, rule_table
from app.rules.saving import notice
from app.rules.words_differences import own_words
from app.rules.words_view import choose_list, open_list
from app.wording import wording
from pipeline.indicators.faults import RulesError
from pipeline.indicators.layers import laid

PART, PARTS = "rule_part", ("entries", "words")

say = wording(st.session_state["lang"])
seed_one(PART, PARTS, PARTS[0], lambda code: say(f"mode.{code}"))
lead = "words.lead" if st.session_state[PART] == "words" else "rules.lead"
st.html(f'<p class="lead">{escape(say(lead))}</p>')
try:
    rules = laid(rules_in_use())
except RulesError as error:
    st.subheader(say("rules.unreadable"), anchor=False)
    st.text(error.fault.said(say.language))
    st.stop()
try:
    loaded = load()
    count_doubts(loaded.doubts)
    told = loaded.table.counts(["indicator"])
    counts = {str(name): int(count) for name, count in told.itertuples(index=False, name=None)}
except LoadingFailedError as error:
    counts = {}
    if error.of_files:
        st.text(failure(error, say))

part = st.segmented_control(
    say("rules.part"), PARTS, key=PART, required=True, label_visibility="collapsed",
    format_func=lambda code: say(f"mode.{code}"),
)  # fmt: skip
publish(PART, default=PARTS[0])
if part == "words":
    own_words(rules, say)
    listing, beside = st.columns([2, 3], gap="large")
    with listing:
        one = choose_list(rules, say)
    with beside:
        if one:
            open_list(one, rules, say)
    st.stop()

own_rules(rules, say)
catalogue, differs = rules.catalogue, differing(rules)
listing, beside = st.columns([2, 3], gap="large")
ids = list(catalogue.entries)
with listing:
    entries = rule_filters(catalogue, say)
    rule_table(entries, counts, differs, say)
    group = st.session_state[GROUP]
    first_group = catalogue[ids[0]].group if group == ALL else group
    st.toggle(say("rules.new"), key=NEW_OPEN)
with beside:
    notice()
    if st.session_state[NEW_OPEN]:
        open_new(rules, first_group, say)
        st.stop()
    seed_one(RULE, ids, ids[0], lambda name: indicator_name(name, catalogue.entries, say))
    chosen = st.selectbox(
        say("rules.choose"), ids, key=RULE,
        format_func=lambda name: f"{'✎ ' * (name in differs)}{indicator_name(name, catalogue.entries, say)} {name}",
    )  # fmt: skip
    publish(RULE)
    open_rule(str(chosen), rules, counts, say)
