// A reader's own codings: loads what they need once a reader asks for it.
