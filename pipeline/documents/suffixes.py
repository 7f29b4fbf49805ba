"""Name the suffixes of the files that are looked for in folders and archives; what a file is, its bytes tell."""

SUFFIXES = (
    ".txt", ".md", ".html", ".htm", ".shtml", ".mht", ".mhtml", ".eml", ".pdf", ".docx", ".doc", ".wps", ".rtf", ".odt",
    ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv", ".json", ".jsonl", ".png", ".jpg", ".jpeg", ".tif", ".tiff",
    ".zip",
)  # fmt: skip
