"""How the panels of a matrix lie beside one another and stay in view, on screen and on paper."""

#: All columns find room: heads stay at the window's top while the page is scrolled.
PLAIN = """
NAME{position:relative}
NAME svg{display:block;width:100%;height:auto;overflow:hidden}
NAME .shared{position:absolute;width:0;height:0}
NAME .again{display:none}
@media screen and (min-height:30rem){
NAME .heads{position:sticky;top:0;z-index:1;background:PAPER}
NAME .rows a{scroll-margin-top:HEAD}}
@media print{NAME{max-width:MOST}NAME .again{display:block}NAME .rows{break-inside:avoid}}
"""

#: They do not, or rows are very many: cells are scrolled beneath heads and beside labels.
FRAMED = """
NAME{position:relative}
NAME svg{display:block;height:auto;overflow:hidden}
NAME .shared{position:absolute;width:0;height:0}
NAME .frame{overflow:auto;max-height:min(85vh,52rem);scroll-padding:HEAD 0 0 SIDE;
border:1px solid FAINT}
NAME .frame:focus-visible{outline:2px solid currentColor;outline-offset:2px}
NAME .heads,NAME .rows,NAME .again{display:flex;width:max-content}
NAME .again{display:none}
NAME .heads{position:sticky;top:0;z-index:2;background:PAPER}
NAME .names{flex:none;width:SIDE;position:sticky;left:0;z-index:1;background:PAPER}
NAME .cells{flex:none;width:BODY}
NAME .below{width:ACROSS;max-width:100%}
@media print{
NAME .frame{overflow:visible;max-height:none;border:0}
NAME .heads,NAME .rows,NAME .again{position:static;display:flex;width:100%}
NAME .rows{break-inside:avoid}NAME .heads,NAME .again{break-after:avoid}
NAME .names{position:static;width:LEFT}NAME .cells{width:RIGHT}}
"""
