"""Put what is printed on pages, in any order, into a text: `reading_order` calls the other modules.

It does not know whether the `lines` come from the text layer of a PDF or from a scan.
"""
