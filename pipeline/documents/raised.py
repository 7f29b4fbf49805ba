"""Write digits that a document prints raised as such: the mark of a note in 628.41¹亿元, the power of km²."""

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
