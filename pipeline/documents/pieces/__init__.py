"""Take apart files that hold several documents, lazily: archives (`zips`) and `lists` of articles, one document a row.

`taking_apart` has what others call.
"""
