// A reader's coding of the evidence: its verdict, its differences from the edition, its files.
// Pure functions without a page, equal to those in Python (`softbalancing.reading`).
//
// `data` is what the build writes as window.bookReadingData; a *reading* holds only what differs
// from the edition: { codings: { "claim indicator": { direction, reason } }, facts: { claim: fact },
// left_out: [fact], choices: { name: value } }.  An empty direction takes a coding away.
(() => {
  "use strict";
  const ABSENT = -1;
  const SUPPORTS = 0;
  const UNDERMINES = 1;
  const LONGEST_REASON = 1000;
  const LONGEST_LINK = 4000;

  const blank = () => ({ codings: {}, facts: {}, left_out: [], choices: {} });
  const positions = (ids) => new Map(ids.map((id, at) => [id, at]));

  // What the functions look up, made once for the data of an edition.
  const indexes = new WeakMap();
  const indexOf = (data) => {
    let index = indexes.get(data);
    if (index) return index;
    const { claims, indicators, facts, codings } = data;
    const width = indicators.length;
    index = {
      width,
      claim: positions(claims.ids), fact: positions(facts.ids),
      indicator: positions(indicators.map(({ id }) => id)),
      final: new Int8Array(claims.ids.length * width).fill(ABSENT), // by claim × indicator
      row: new Map(),
    };
    codings.claim.forEach((claim, row) => {
      const pair = claim * width + codings.indicator[row];
      index.row.set(pair, row);
      index.final[pair] = codings.final[row];
    });
    indexes.set(data, index);
    return index;
  };
  const pairOf = (data, key) => {
    const index = indexOf(data);
    const [claim, indicator, ...rest] = String(key).split(" ");
    const known = !rest.length && index.claim.has(claim) && index.indicator.has(indicator);
    return known ? index.claim.get(claim) * index.width + index.indicator.get(indicator) : ABSENT;
  };
  const keyOf = (data, pair) => {
    const { width } = indexOf(data);
    return `${data.claims.ids[Math.floor(pair / width)]} ${data.indicators[pair % width].id}`;
  };
  const codeOf = (data, direction) => data.directions.indexOf(direction);
  const directionOfCode = (data, code) => data.directions[code] ?? "";

  // Readings -----------------------------------------------------------------
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const entries = (value) => (isObject(value) ? Object.entries(value) : []);
  // A reason without control characters, and not beginning like a formula of a spreadsheet.
  const tidy = (reason) => (typeof reason === "string" ? reason.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/gu, " ").replace(/^[\s=+@-]+/, "").slice(0, LONGEST_REASON).trim() : "");

  // Return a reading as it may be kept, in a fixed order, and what of it this edition does not know.
  const check = (data, given) => {
    const index = indexOf(data);
    const reading = blank();
    const unknown = [];
    const coded = [];
    for (const [key, value] of entries(given?.codings)) {
      const pair = pairOf(data, key);
      const code = value?.direction === "" ? ABSENT : codeOf(data, value?.direction);
      if (pair === ABSENT) unknown.push(`the coding “${key}”`);
      else if (code === ABSENT && value?.direction !== "") unknown.push(`the direction “${value?.direction}” of “${key}”`);
      else if (code !== index.final[pair]) coded.push([pair, code, tidy(value.reason)]);
    }
    coded.sort((a, b) => a[0] - b[0]);
    for (const [pair, code, reason] of coded) {
      reading.codings[keyOf(data, pair)] = { direction: directionOfCode(data, code), ...(reason && { reason }) };
    }
    const moves = [];
    for (const [claim, fact] of entries(given?.facts)) {
      if (!index.claim.has(claim)) unknown.push(`the claim “${claim}”`);
      else if (!index.fact.has(fact)) unknown.push(`the fact “${fact}”`);
      else if (data.claims.fact[index.claim.get(claim)] !== index.fact.get(fact)) moves.push([index.claim.get(claim), fact]);
    }
    moves.sort((a, b) => a[0] - b[0]);
    for (const [claim, fact] of moves) reading.facts[data.claims.ids[claim]] = fact;
    const out = new Set();
    for (const fact of Array.isArray(given?.left_out) ? given.left_out : []) {
      if (index.fact.has(fact)) out.add(index.fact.get(fact)); else unknown.push(`the fact “${fact}”`);
    }
    reading.left_out = [...out].sort((a, b) => a - b).map((fact) => data.facts.ids[fact]);
    const wanted = new Map(entries(given?.choices));
    for (const [name, { usual, options }] of Object.entries(data.choices)) {
      if (!wanted.has(name)) continue;
      const value = wanted.get(name);
      wanted.delete(name);
      if (!options.some(([option]) => option === value)) unknown.push(`the choice “${name}: ${value}”`);
      else if (value !== usual) reading.choices[name] = value;
    }
    for (const name of wanted.keys()) unknown.push(`the choice “${name}”`);
    return { reading, unknown };
  };
  const clean = (data, given) => check(data, given).reading;

  // Return the direction (its code) of each claim × indicator that the reading has.
  const codesOf = (data, reading) => {
    const codes = indexOf(data).final.slice();
    for (const [key, { direction }] of Object.entries(reading.codings)) {
      codes[pairOf(data, key)] = codeOf(data, direction);
    }
    return codes;
  };
  const factsOf = (data, reading) => {
    const index = indexOf(data);
    const facts = data.claims.fact.slice();
    for (const [claim, fact] of Object.entries(reading.facts)) facts[index.claim.get(claim)] = index.fact.get(fact);
    return facts;
  };
  const choose = (data, reading, name) => reading.choices[name] ?? data.choices[name].usual;

  const directionOf = (data, reading, claim, indicator) => {
    const pair = pairOf(data, `${claim} ${indicator}`);
    return reading.codings[`${claim} ${indicator}`]?.direction ?? directionOfCode(data, indexOf(data).final[pair]);
  };
  // Return the codings of a claim that the edition or the reading has.
  const codingsOf = (data, reading, claim) => data.indicators.map(({ id }) => ({
    indicator: id, direction: directionOf(data, reading, claim, id),
    edition: directionOf(data, blank(), claim, id), reason: reading.codings[`${claim} ${id}`]?.reason ?? "",
  })).filter(({ direction, edition }) => direction || edition);

  // Return the differences from the edition, one entry each.
  const changes = (data, reading) => {
    const index = indexOf(data);
    return [
      ...Object.entries(reading.codings).map(([key, { direction, reason = "" }]) => {
        const [claim, indicator] = key.split(" ");
        return { kind: "coding", key, claim, indicator, from: directionOfCode(data, index.final[pairOf(data, key)]), to: direction, reason };
      }),
      ...Object.entries(reading.facts).map(([claim, fact]) => (
        { kind: "fact", key: claim, claim, from: data.facts.ids[data.claims.fact[index.claim.get(claim)]] ?? "", to: fact })),
      ...reading.left_out.map((fact) => ({ kind: "left_out", key: fact, fact })),
      ...Object.entries(reading.choices).map(([choice, value]) => ({ kind: "choice", key: choice, choice, from: data.choices[choice].usual, to: value })),
    ];
  };
  const count = (data, reading) => changes(data, reading).length;
  const without = (reading, { kind, key }) => {
    const copy = structuredClone(reading);
    if (kind === "coding") delete copy.codings[key];
    if (kind === "fact") delete copy.facts[key];
    if (kind === "left_out") copy.left_out = copy.left_out.filter((fact) => fact !== key);
    if (kind === "choice") delete copy.choices[key];
    return copy;
  };

  // The verdict --------------------------------------------------------------
  const optionOf = (data, choices, name) => data.choices[name].options.find(([value]) => value === choices[name]);
  // Return the label of the unit that each claim is about.
  const unitsOf = (data, choices, facts) => {
    const [unit, , parts] = optionOf(data, choices, "unit");
    if (!parts) return data.claims.cuts[unit];
    const part = {
      claim: (_, claim) => claim,
      work: (_, claim) => data.claims.works[claim],
      section: (_, claim) => data.claims.section[claim],
      fact: (fact) => fact,
      topic: (fact) => data.facts.topic[fact],
    };
    return facts.map((fact, claim) => (fact === ABSENT ? ABSENT : parts.length === 1 ? part[parts[0]](fact, claim) : parts.map((name) => part[name](fact, claim)).join(" | ")));
  };

  // Return a count of codings that can be changed one by one: every verdict comes from it.
  // Codings count that `set` is told of; `counts` says of which claims they do.
  const counter = (data, choices, facts, leftOut) => {
    const { width } = indexOf(data);
    const { works } = data.claims;
    const rule = data.rules[choices.rule];
    const units = unitsOf(data, choices, facts);
    const [, , included] = optionOf(data, choices, "claims");
    const [, , needed] = optionOf(data, choices, "indicators");
    const serves = data.indicators.map(({ explanation, condition }) => (condition && choices.condition === "left out" ? ABSENT : explanation === data.theory ? 0 : 1));
    const explanations = data.explanations.map(({ id }) => {
      const own = (condition) => data.indicators.map((each, at) => at).filter((at) => data.indicators[at].explanation === id && data.indicators[at].condition === condition);
      return { id, conditions: own(true), strategies: own(false) };
    });
    const codes = new Int8Array(facts.length * width).fill(ABSENT);
    const byIndicator = data.indicators.map(() => [0, 0, 0]);
    const served = new Map(); // of each unit, both sides: supporting codings, and times of each work
    const tally = { both: 0, theory: 0, rivals: 0 };

    const weigh = (sides, by) => {
      const [theory, rivals] = sides.map((side) => side.codings >= choices.least_support && side.works.size >= rule.works);
      if (!theory && !rivals) return;
      const cited = sides.map((side) => side.works.size);
      const weight = rule.weight === "works" ? (theory && rivals ? Math.min(...cited) : cited[theory ? 0 : 1]) : 1;
      tally[theory && rivals ? "both" : theory ? "theory" : "rivals"] += by * weight;
    };
    const support = (claim, indicator, by) => {
      if (units[claim] === ABSENT || serves[indicator] === ABSENT) return;
      let sides = served.get(units[claim]);
      if (!sides) served.set(units[claim], sides = [{ codings: 0, works: new Map() }, { codings: 0, works: new Map() }]);
      weigh(sides, -1);
      const side = sides[serves[indicator]];
      side.codings += by;
      for (const work of works[claim]) {
        const times = (side.works.get(work) ?? 0) + by;
        if (times) side.works.set(work, times); else side.works.delete(work);
      }
      weigh(sides, 1);
    };
    const set = (pair, code) => {
      const claim = Math.floor(pair / width);
      const indicator = pair % width;
      const before = codes[pair];
      if (before !== ABSENT) byIndicator[indicator][before] -= 1;
      if (before === SUPPORTS) support(claim, indicator, -1);
      if (code !== ABSENT) byIndicator[indicator][code] += 1;
      if (code === SUPPORTS) support(claim, indicator, 1);
      codes[pair] = code;
    };
    const isMet = (at) => byIndicator[at][SUPPORTS] > byIndicator[at][UNDERMINES];
    const isBorneOut = ({ conditions, strategies }) => conditions.every(isMet) && strategies.filter(isMet).length >= needed * strategies.length;
    const holds = ([first, sign, second]) => (tally[first] > tally[second]) === (sign === ">");
    const theories = explanations.filter(({ id }) => id === data.theory);
    const rivals = explanations.filter(({ id }) => id !== data.theory);
    const answer = () => {
      const theory = theories.every(isBorneOut);
      const rival = rivals.some(isBorneOut);
      const [, , given] = data.answers.find(([first, second]) => first === theory && second === rival);
      if (given !== null) return given;
      const won = Object.entries(rule.wins).find(([, comparisons]) => comparisons.every(holds));
      return won ? won[0] : data.undecided;
    };
    return {
      codes, byIndicator, explanations, needed, rule, set, isMet, isBorneOut, answer,
      counts: (claim) => included[claim] !== "0" && !leftOut.has(facts[claim]),
      tally: () => ({ ...tally }),
    };
  };
  const choicesOf = (data, reading) => Object.fromEntries(Object.keys(data.choices).map((name) => [name, choose(data, reading, name)]));
  const leftOutOf = (data, reading) => new Set(reading.left_out.map((fact) => indexOf(data).fact.get(fact)));
  // Return the count of a reading; see `counter`.
  const countOf = (data, reading) => {
    const { width } = indexOf(data);
    const made = counter(data, choicesOf(data, reading), factsOf(data, reading), leftOutOf(data, reading));
    codesOf(data, reading).forEach((code, pair) => { if (code !== ABSENT && made.counts(Math.floor(pair / width))) made.set(pair, code); });
    return made;
  };
  // Return the verdict of a reading.
  const assess = (data, reading) => {
    const { byIndicator, explanations, isMet, isBorneOut, answer, tally } = countOf(data, reading);
    const theory = explanations.find(({ id }) => id === data.theory);
    return {
      indicators: byIndicator.map(([supports, undermines, neutral], at) => ({ id: data.indicators[at].id, supports, undermines, neutral, met: isMet(at) })),
      borneOut: Object.fromEntries(explanations.map((each) => [each.id, isBorneOut(each)])),
      counts: tally(),
      answer: answer(),
      strategiesMet: theory.strategies.filter(isMet).length,
      conditionMet: explanations.every(({ conditions }) => conditions.every(isMet)),
    };
  };

  // Links --------------------------------------------------------------------
  const crc32 = (text) => {
    let crc = -1;
    for (let at = 0; at < text.length; at += 1) {
      crc ^= text.charCodeAt(at) & 0xff;
      for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return (~crc >>> 0).toString(16).padStart(8, "0");
  };
  // Return the fragment that holds a reading, or null if it would be too long.
  const toLink = (data, reading) => {
    const bytes = new TextEncoder().encode(JSON.stringify([data.edition.version, clean(data, reading)]));
    const text = btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
    return text.length + 18 > LONGEST_LINK ? null : `#reading=${text}.${crc32(text)}`;
  };
  // Return the reading in a fragment: { reading, unknown, version } or { fault } in words.
  const fromLink = (data, fragment) => {
    const [, text, sum] = /^#?reading=([^.]*)(?:\.(.*))?$/s.exec(String(fragment)) ?? [];
    if (text === undefined) return { fault: "This is not the link of a reading." };
    if (text.length > LONGEST_LINK) return { fault: "This link is longer than any that the book makes." };
    if (!sum || sum.length < 8) return { fault: "This link is cut off at its end. Ask for it again, or for the file." };
    if (crc32(text) !== sum) return { fault: "This link was altered on its way, perhaps cut in the middle. Ask for it again, or for the file." };
    try {
      const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
      const [version, given] = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
      if (!isObject(given)) return { fault: "This link holds no reading." };
      return { ...check(data, given), version: String(version) };
    } catch {
      return { fault: "This link holds no reading." };
    }
  };

  window.bookReadingCore = {
    blank, check, clean, changes, count, without, directionOf, codingsOf, codesOf, factsOf, choicesOf,
    indexOf, keyOf, countOf, assess, toLink, fromLink, LONGEST_LINK, ABSENT,
  };
})();
