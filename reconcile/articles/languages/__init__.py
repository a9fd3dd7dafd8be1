"""What sentences and boilerplate look like in each language: one data file a language, editable without Python."""
