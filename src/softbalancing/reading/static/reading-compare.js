// Parts of the page “Your reading”: how far readers agree, and what would turn the answer.  Loaded by
// reading-page.js.
(() => {
  "use strict";
  const { bookReading: book, bookReadingPage: page } = window;
  const { data, core } = book;
  const { element, button, plural, fill, table, places } = page;

  // Agreement ----------------------------------------------------------------
  const own = { name: "Your reading" };
  const others = [
    { name: "The edition", codes: core.codesOf(data, core.blank()) },
    ...Object.entries(data.readings).map(([column, name]) => ({ name, codes: core.columnCodes(data, column) })),
  ];
  const codesOf = (each) => each.codes ?? core.codesOf(data, each === own ? book.get() : each.reading);
  const share = (value) => (Number.isNaN(value) ? "–" : value.toFixed(2).replace("-", "−"));
  const withInterval = (row, name) => [share(row[name]), element("span", { className: "reading-aside", textContent: ` [${share(row[`${name}_low`])}, ${share(row[`${name}_high`])}]` })];
  const measured = new Map(); // bootstraps take a moment: none is done twice
  const compare = (first, second) => {
    const codes = [first, second].map(codesOf);
    const claims = [first, second].map((each) => each.claims).filter(Boolean).reduce((common, each) => (common ? common.filter((id) => each.includes(id)) : each), null);
    const key = `${codes.join("|")}|${claims ?? "all"}`;
    if (!measured.has(key)) measured.set(key, core.agreement(data, ...codes, { claims: claims && claims.map((id) => page.claimAt.get(id)) }));
    return measured.get(key);
  };
  const agreementTable = (caption, pairs) => table("stacks reading-agreement", caption, ["Compared", "Places", "Both code", "Overlap", "Same direction", "Alpha"],
    element("tbody", {}, pairs.map(([name, first, second]) => {
      const row = compare(first, second);
      const cells = row ? [["Places", row.units], ["Both code", row.shared], ["Overlap", withInterval(row, "overlap")], ["Same direction", withInterval(row, "equal")], ["Alpha", withInterval(row, "alpha")]] : [["Places", "neither codes any"]];
      return element("tr", {}, element("th", { scope: "row", textContent: name }), cells.map(([label, value]) => element("td", { "data-label": label }, value)));
    })));
  const pair = [others.length - 1, others.length]; // the last two readers, behind one's own
  const agreementPart = () => {
    const all = [own, ...others, ...page.loaded];
    const choose = (at) => {
      const select = element("select", { "aria-label": at ? "Second reading" : "First reading", "data-key": `pair ${at}` }, all.map(({ name }, index) => element("option", { textContent: name, value: String(index), selected: index === pair[at] })));
      select.onchange = () => { pair[at] = select.selectedIndex; showAgreement(); };
      return select;
    };
    for (const at of [0, 1]) pair[at] = Math.min(pair[at], all.length - 1);
    return [
      agreementTable("Your reading and others", [...others, ...page.loaded].map((other) => [other.name, own, other])),
      element("div", { className: "reading-pair" }, element("span", { textContent: "Any two" }), choose(0), choose(1)),
      pair[0] === pair[1] ? element("p", { className: "reading-aside", textContent: "Choose two different readings." })
        : agreementTable("These two", [[`${all[pair[0]].name} and ${all[pair[1]].name}`, all[pair[0]], all[pair[1]]]]),
      page.loaded.length ? "" : element("p", { className: "reading-aside" }, "Load files ", element("a", { href: "#reading-keep", textContent: "below" }), " to compare with other readers."),
    ];
  };
  const showAgreement = () => fill(places.agreement, agreementPart());

  // What would turn the answer -----------------------------------------------
  const nameOf = (indicator) => page.indicators.get(indicator).name;
  const ANSWER = (answer) => element("strong", { textContent: answer });
  const apply = (codings, leftOut, said) => {
    const reading = book.get();
    book.set({ ...reading, codings: { ...reading.codings, ...codings }, left_out: [...reading.left_out, ...leftOut] }, { say: said });
  };
  const tryIt = (label, codings, leftOut = []) => button("Try it", () => apply(codings, leftOut, `${label}.`), { "aria-label": `Try it: ${label}`, "data-key": `try ${label}` });
  const singleItem = ({ change, claim, indicator, fact, from, to, claims, answer }) => {
    const coding = { [`${claim} ${indicator}`]: { direction: to } };
    const about = () => element("p", { className: "reading-claim", textContent: page.textOf(claim) });
    if (change === "leave out") return element("li", {}, "Leave out the fact ", element("b", { textContent: page.factName(fact) }), ": ", ANSWER(answer), ". ", tryIt(`leave out ${page.factName(fact)}`, {}, [fact]));
    const label = `${claim}, ${nameOf(indicator)}`;
    if (change === "add") return element("li", {}, `Add one coding that ${to} `, element("b", { textContent: nameOf(indicator) }), claims === 1 ? [" to ", page.claimLink(claim)] : ` to any of ${claims} claims`, ": ", ANSWER(answer), ". ", tryIt(`add ${label}`, coding));
    return element("li", {}, change === "turn" ? "Turn " : "Take away ", page.claimLink(claim), " on ", element("b", { textContent: nameOf(indicator) }), change === "turn" ? `, from ${from} to ${to}: ` : `, which ${from} it: `, ANSWER(answer), ". ", tryIt(`${change} ${label}`, coding), about());
  };
  const stepWords = ({ indicator, change, from, to, number, codings }) => {
    const one = number === 1;
    const words = change === "add" ? `add ${plural(number, "coding")} that ${one ? "supports" : "support"}` : change === "turn" ? `turn ${plural(number, "coding")} from ${from} to ${to}` : `take away ${plural(number, "coding")} that ${one ? from : from.replace(/s$/, "")}`;
    const links = codings.flatMap((key, at) => [at ? ", " : "", page.claimLink(key.split(" ")[0])]);
    return [element("b", { textContent: nameOf(indicator) }), `: ${words}`, links.length ? [" (", codings.length === 1 ? "" : "such as ", links, ")"] : ""].flat();
  };
  const setItem = ({ answer, changes, steps }) => {
    const whole = steps.every(({ change }) => change !== "add");
    const codings = Object.fromEntries(steps.flatMap((step) => step.codings.map((key) => [key, { direction: step.to }])));
    return element("li", {}, element("p", {}, ANSWER(answer), `: ${plural(changes, "change")}. `, whole ? tryIt(`${plural(changes, "change")} for ${answer}`, codings) : ""),
      element("ul", {}, steps.map((step) => element("li", {}, stepWords(step)))));
  };
  const turningPart = (reading) => {
    const { answer, tried, singles, sets, withdrawals, pairs, exact } = core.turning(data, reading);
    const total = Object.values(tried).reduce((sum, number) => sum + number, 0);
    const away = withdrawals.map((each) => `${each.changes} for ${each.answer}`);
    return [
      element("p", {}, `From here the answer is ${answer}. `, singles.length ? `Of ${total.toLocaleString("en")} single changes these turn it:` : `None of ${total.toLocaleString("en")} single changes turns it: ${tried.turn} codings turned, ${tried.take_away} taken away, ${tried.add.toLocaleString("en")} added, ${plural(tried.leave_out, "fact")} left out.`),
      singles.length ? element("ul", {}, singles.slice(0, 12).map(singleItem)) : "",
      singles.length > 12 ? element("details", { "data-key": "all singles" }, element("summary", { textContent: `${singles.length - 12} more` }), element("ul", {}, singles.slice(12).map(singleItem))) : "",
      exact ? [element("p", {}, "The fewest changes of codings that lead to another answer:"), element("ul", { className: "reading-sets" }, sets.map(setItem)),
        away.length ? element("p", { className: "reading-aside" }, `If codings are only taken away, the fewest are ${away.join(", ")}.`) : ""]
        : [element("p", {}, `The rule that you chose counts units, for which no formula gives the smallest set. ${pairs.tried.toLocaleString("en")} pairs of codings were taken away as well; ${pairs.turned ? `${pairs.turned} of them turn the answer${pairs.turned > pairs.examples.length ? `, among them:` : ":"}` : "none of them turns the answer."}`),
          element("ul", {}, pairs.examples.map(([first, second, other]) => element("li", {}, [first, second].flatMap((key, at) => [at ? " and " : "", page.claimLink(key.split(" ")[0]), ` on ${nameOf(key.split(" ")[1])}`]), ": ", ANSWER(other), ". ", tryIt(`take away ${first} and ${second}`, { [first]: { direction: "" }, [second]: { direction: "" } }))))],
    ].flat();
  };

  // Readings that were loaded, each { name, reading, claims }, with claims null if all were coded.
  Object.assign(page, { loaded: [], own, others, agreementTable, showAgreement });
  page.later.add((reading) => fill(places.turning, turningPart(reading)));
  page.later.add(showAgreement);
})();
