"""Say which tables the workspace's databases hold."""

DOCUMENTS = """
CREATE TABLE IF NOT EXISTS documents (
    digest TEXT PRIMARY KEY, file TEXT NOT NULL UNIQUE, origin TEXT NOT NULL,
    added TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    title TEXT NOT NULL, published TEXT NOT NULL, place TEXT NOT NULL, source TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS typed (
    number INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL, name TEXT NOT NULL,
    value TEXT NOT NULL, over TEXT NOT NULL,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')));
CREATE TABLE IF NOT EXISTS past (digest TEXT PRIMARY KEY, file TEXT NOT NULL, added TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS editions (digest TEXT PRIMARY KEY, became TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS looks (
    digest TEXT PRIMARY KEY, aside INTEGER NOT NULL,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')));
CREATE TABLE IF NOT EXISTS reference_tables (
    digest TEXT PRIMARY KEY, file TEXT NOT NULL, octets BLOB NOT NULL,
    added TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')));
"""
# Notes of a document that a row of it was written or taken away.
_NOTE = """CREATE TRIGGER IF NOT EXISTS {table}_{name} AFTER {act} ON {table} BEGIN
    DELETE FROM changes WHERE digest = {row}.digest;
    INSERT INTO changes (digest) VALUES ({row}.digest); END;
"""
_ACTS = (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old"))
# Which documents changed last, so that who knows the list looks at these alone. A number is given once.
CHANGES = """
CREATE TABLE IF NOT EXISTS changes (number INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL UNIQUE);
""" + "".join(
    _NOTE.format(table=table, name=act.lower(), act=act, row=row)
    for table in ("documents", "looks")
    for act, row in _ACTS
)
REVIEWS = """
CREATE TABLE IF NOT EXISTS verdicts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    digest TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    indicator TEXT NOT NULL, measure TEXT NOT NULL, period TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('accepted', 'corrected', 'rejected', 'added', 'withdrawn')),
    reason TEXT NOT NULL, changes TEXT NOT NULL, file TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS verdicts_stay BEFORE DELETE ON verdicts
    BEGIN SELECT RAISE(ABORT, 'verdicts are only ever appended'); END;
CREATE TRIGGER IF NOT EXISTS verdicts_stand BEFORE UPDATE ON verdicts
    BEGIN SELECT RAISE(ABORT, 'verdicts are only ever appended'); END;
"""
