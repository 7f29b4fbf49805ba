"""Turn claims into observations: place, subject and period come from the nearest part of the document that says them."""
