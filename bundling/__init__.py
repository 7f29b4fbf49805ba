"""Make one folder with the program, its packages and a Python, for a computer without network and Python.

`python run.py bundle` comes here once the program is installed. `systems.py` lists for which systems,
`python_archive.py` brings the Python, `packages.py` the packages, `start_files.py` the file to double-click, and
`folder.py` puts them together.
"""
