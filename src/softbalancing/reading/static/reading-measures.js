// Measures of a reading that the page about it shows: agreement with another, what would turn its
// answer, its digest.
// Equal to those in Python (`softbalancing.reading`); loaded after reading-core.js.
(() => {
  "use strict";
  const core = window.bookReadingCore;
  const { ABSENT, clean, codesOf, countOf, factsOf, indexOf, keyOf } = core;
  const [SUPPORTS, UNDERMINES, NEUTRAL] = [0, 1, 2];

  // Agreement ----------------------------------------------------------------
  // The Mersenne Twister, as in NumPy's RandomState: numbers from 0 up to 1 with 53 random bits.
  const randomNumbers = (seed) => {
    const state = new Uint32Array(624);
    state[0] = seed;
    for (let at = 1; at < 624; at += 1) {
      const before = state[at - 1] ^ (state[at - 1] >>> 30);
      state[at] = Math.imul(1812433253, before) + at;
    }
    let next = 624;
    const bits = () => {
      if (next === 624) {
        for (let at = 0; at < 624; at += 1) {
          const y = (state[at] & 0x80000000) | (state[(at + 1) % 624] & 0x7fffffff);
          state[at] = state[(at + 397) % 624] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
        }
        next = 0;
      }
      let y = state[next];
      next += 1;
      y ^= y >>> 11;
      y ^= (y << 7) & 0x9d2c5680;
      y ^= (y << 15) & 0xefc60000;
      return (y ^ (y >>> 18)) >>> 0;
    };
    return () => ((bits() >>> 5) * 67108864 + (bits() >>> 6)) / 9007199254740992;
  };
  const percentile = (sorted, share) => {
    const place = share * (sorted.length - 1);
    const low = Math.floor(place);
    const high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
  };
  const withInterval = (name, [value, ...drawn]) => {
    const sorted = drawn.filter((each) => !Number.isNaN(each)).sort((a, b) => a - b);
    const [low, high] = sorted.length ? [percentile(sorted, 0.025), percentile(sorted, 0.975)] : [NaN, NaN];
    return { [name]: value, [`${name}_low`]: low, [`${name}_high`]: high };
  };
  // Return Krippendorff's alpha of pairs of nominal values; `cells` counts each pair of codes.
  const alphaOf = (cells, size) => {
    const given = Array(size).fill(0);
    let total = 0;
    let unequal = 0;
    for (let first = 0; first < size; first += 1) {
      for (let second = 0; second < size; second += 1) {
        const times = cells[first * size + second];
        given[first] += times;
        given[second] += times;
        total += 2 * times;
        if (first !== second) unequal += times;
      }
    }
    const chance = total ** 2 - given.reduce((sum, times) => sum + times ** 2, 0);
    return 1 - (2 * unequal * (total - 1)) / chance; // NaN where one value occurs at most
  };
  // Return how far two readings agree, given as codes by claim × indicator; units of one claim are
  // resampled together.  `claims` limits the comparison to some claims (their numbers).
  const agreement = (data, first, second, { draws = 1000, seed = 2008, claims = null } = {}) => {
    const { width } = indexOf(data);
    const size = data.directions.length;
    const compared = claims && new Set(claims);
    const clusters = []; // of each claim: [units, times of each pair of codes …]
    for (let claim = 0; claim * width < first.length; claim += 1) {
      if (compared && !compared.has(claim)) continue;
      const cells = new Float64Array(size * size);
      let units = 0;
      for (let pair = claim * width; pair < (claim + 1) * width; pair += 1) {
        if (first[pair] === ABSENT && second[pair] === ABSENT) continue;
        units += 1;
        if (first[pair] !== ABSENT && second[pair] !== ABSENT) cells[first[pair] * size + second[pair]] += 1;
      }
      if (units) clusters.push([units, cells]);
    }
    if (!clusters.length) return null;
    const overlap = [];
    const equal = [];
    const alpha = [];
    let all = null;
    const measure = (drawn) => {
      const cells = new Float64Array(size * size);
      let units = 0;
      for (const at of drawn) {
        units += clusters[at][0];
        for (let cell = 0; cell < cells.length; cell += 1) cells[cell] += clusters[at][1][cell];
      }
      const shared = cells.reduce((sum, times) => sum + times, 0);
      const same = data.directions.reduce((sum, _, code) => sum + cells[code * (size + 1)], 0);
      overlap.push(shared / units);
      equal.push(same / shared);
      alpha.push(alphaOf(cells, size));
      all ??= { units, shared };
    };
    measure(clusters.keys());
    const random = randomNumbers(seed);
    for (let draw = 0; draw < draws; draw += 1) measure(clusters.map(() => Math.floor(random() * clusters.length)));
    return { ...all, ...withInterval("overlap", overlap), ...withInterval("equal", equal), ...withInterval("alpha", alpha) };
  };
  // Return the codes of one of the edition's readings, such as reader_c, by claim × indicator.
  const columnCodes = (data, name) => {
    const { width, final } = indexOf(data);
    const codes = new Int8Array(final.length).fill(ABSENT);
    data.codings[name].forEach((code, row) => { codes[data.codings.claim[row] * width + data.codings.indicator[row]] = code; });
    return codes;
  };

  // What would turn the answer -----------------------------------------------
  const TURNS = [[UNDERMINES], [SUPPORTS], [SUPPORTS, UNDERMINES]]; // to make a coding neutral does what taking it away does
  const EXAMPLES = 10;
  const decisive = (codes) => [...codes.keys()].filter((pair) => codes[pair] === SUPPORTS || codes[pair] === UNDERMINES);

  // Return the changes that would turn the answer: each single one, and the smallest sets of them.
  // The sets are exact where no rule counts units: then each coding bears on one indicator, and an
  // indicator is met or not by its margin. Otherwise pairs of codings taken away are tried one by one.
  const turning = (data, reading) => {
    const index = indexOf(data);
    const { width } = index;
    const count = countOf(data, reading);
    const { codes } = count;
    const facts = factsOf(data, reading);
    const usual = count.answer();
    const exact = !Object.keys(count.rule.wins).length;
    const name = (code) => data.directions[code] ?? "";
    const partsOf = (pair) => ({ claim: data.claims.ids[Math.floor(pair / width)], indicator: data.indicators[pair % width].id });
    // Return the answer once some codings have other directions, which are put back.
    const tryOut = (changed) => {
      const before = changed.map(([pair]) => codes[pair]);
      for (const [pair, code] of changed) count.set(pair, code);
      const answer = count.answer();
      changed.forEach(([pair], at) => count.set(pair, before[at]));
      return answer;
    };
    const tried = { turn: 0, take_away: 0, add: 0, leave_out: 0 };
    const singles = [];
    const tryOne = (kind, change, pair, to) => {
      tried[kind] += 1;
      const from = codes[pair];
      const answer = tryOut([[pair, to]]);
      if (answer !== usual) singles.push({ change, ...partsOf(pair), fact: "", from: name(from), to: name(to), claims: 1, answer });
    };
    [...codes].forEach((code, pair) => { for (const to of TURNS[code] ?? []) tryOne("turn", "turn", pair, to); });
    const alone = decisive(codes);
    for (const pair of alone) tryOne("take_away", "take away", pair, ABSENT);
    const stands = codesOf(data, reading);
    const free = data.claims.ids.map((_, claim) => claim).filter(count.counts);
    data.indicators.forEach((_, indicator) => {
      for (const to of [SUPPORTS, UNDERMINES]) {
        const found = new Map(); // additions of one answer are one entry, with a claim as example
        let answer = null;
        for (const claim of free) {
          const pair = claim * width + indicator;
          if (stands[pair] !== ABSENT) continue;
          tried.add += 1;
          if (!exact || answer === null) answer = tryOut([[pair, to]]); // where no units count, all claims are alike
          if (answer === usual) continue;
          if (found.has(answer)) found.get(answer).claims += 1;
          else found.set(answer, { change: "add", ...partsOf(pair), fact: "", from: "", to: name(to), claims: 1, answer });
        }
        singles.push(...found.values());
      }
    });
    const ofFact = data.facts.ids.map(() => []);
    codes.forEach((code, pair) => { if (code !== ABSENT) ofFact[facts[Math.floor(pair / width)]]?.push(pair); });
    data.facts.ids.forEach((fact, at) => {
      const gone = ofFact[at];
      if (!gone.length) return;
      tried.leave_out += 1;
      const answer = tryOut(gone.map((pair) => [pair, ABSENT]));
      if (answer !== usual) singles.push({ change: "leave out", claim: "", indicator: "", fact, from: "", to: "", claims: 1, answer });
    });

    const pairs = { tried: 0, turned: 0, examples: [] };
    if (!exact) {
      const kept = alone.filter((pair) => tryOut([[pair, ABSENT]]) === usual);
      kept.forEach((first, at) => {
        const before = codes[first];
        count.set(first, ABSENT);
        for (const second of kept.slice(at + 1)) {
          pairs.tried += 1;
          const answer = tryOut([[second, ABSENT]]);
          if (answer === usual) continue;
          pairs.turned += 1;
          if (pairs.examples.length < EXAMPLES) pairs.examples.push([keyOf(data, first), keyOf(data, second), answer]);
        }
        count.set(first, before);
      });
    }

    // Sets: { changes, steps }, changes infinite where nothing does it.
    const sum = (parts) => ({ changes: parts.reduce((total, { changes }) => total + changes, 0), steps: parts.flatMap(({ steps }) => steps) });
    const cheapest = (parts) => parts.reduce((best, each) => (each.changes < best.changes ? each : best), parts[0] ?? { changes: Infinity, steps: [] });
    const byCost = (parts) => parts.slice().sort((a, b) => a.changes - b.changes);
    const turnIndicator = (at, onlyAway) => {
      const [supports, undermines, neutral] = count.byIndicator[at];
      const margin = supports - undermines;
      const step = (change, number, from, to) => ({
        indicator: data.indicators[at].id, change, from: name(from), to: name(to), number,
        codings: from === ABSENT ? [] : [...codes.keys()].filter((pair) => pair % width === at && codes[pair] === from).slice(0, number).map((pair) => keyOf(data, pair)),
      });
      if (onlyAway) {
        if (margin <= 0 && !supports) return { changes: Infinity, steps: [] };
        const number = margin > 0 ? margin : 1 - margin;
        return { changes: number, steps: [step("take away", number, margin > 0 ? SUPPORTS : UNDERMINES, ABSENT)] };
      }
      if (margin > 0) {
        const number = Math.ceil(margin / 2);
        return { changes: number, steps: [step("turn", number, SUPPORTS, UNDERMINES)] };
      }
      const gain = 1 - margin;
      const turned = Math.min(undermines, Math.ceil(gain / 2));
      const rest = Math.max(0, gain - 2 * turned);
      const fromNeutral = Math.min(neutral, rest);
      return {
        changes: turned + rest,
        steps: [step("turn", turned, UNDERMINES, SUPPORTS), step("turn", fromNeutral, NEUTRAL, SUPPORTS), step("add", rest - fromNeutral, ABSENT, SUPPORTS)].filter(({ number }) => number),
      };
    };
    const turnExplanation = ({ conditions, strategies }, out, onlyAway) => {
      const turned = (list, met) => list.filter((at) => count.isMet(at) === met).map((at) => turnIndicator(at, onlyAway));
      const missing = Math.ceil(count.needed * strategies.length) - strategies.filter(count.isMet).length;
      if (out) return sum([...turned(conditions, false), ...byCost(turned(strategies, false)).slice(0, Math.max(0, missing))]);
      const others = byCost(turned(strategies, true));
      const number = 1 - missing;
      return cheapest([...turned(conditions, true), ...(number > 0 && number <= others.length ? [sum(others.slice(0, number))] : [])]);
    };
    const smallestSet = ([theory, rival, answer], onlyAway) => {
      const isTheory = ({ id }) => id === data.theory;
      const parts = count.explanations.filter((each) => isTheory(each) && count.isBorneOut(each) !== theory).map((each) => turnExplanation(each, theory, onlyAway));
      const rivals = count.explanations.filter((each) => !isTheory(each));
      const standing = rivals.filter(count.isBorneOut);
      if (rival && !standing.length) parts.push(cheapest(rivals.map((each) => turnExplanation(each, true, onlyAway))));
      if (!rival) parts.push(...standing.map((each) => turnExplanation(each, false, onlyAway)));
      return { answer, ...sum(parts) };
    };
    const targets = data.answers.map(([theory, rival, answer]) => [theory, rival, answer ?? data.undecided]);
    const others = exact ? targets.filter(([, , answer]) => answer !== usual) : [];
    return {
      answer: usual, tried, singles, pairs, exact,
      sets: others.map((each) => smallestSet(each, false)),
      withdrawals: others.map((each) => smallestSet(each, true)).filter(({ changes }) => changes < Infinity),
    };
  };

  // Digest -------------------------------------------------------------------
  const sha256 = (bytes) => {
    const roots = [];
    const hash = [];
    for (let n = 2; roots.length < 64; n += 1) { // the first digits of roots of primes
      if (roots.some(([prime]) => n % prime === 0)) continue;
      if (hash.length < 8) hash.push((n ** 0.5 * 2 ** 32) | 0);
      roots.push([n, (n ** (1 / 3) * 2 ** 32) | 0]);
    }
    const length = (((bytes.length + 8) >> 6) + 1) << 6;
    const view = new DataView(new ArrayBuffer(length));
    bytes.forEach((byte, at) => view.setUint8(at, byte));
    view.setUint8(bytes.length, 0x80);
    view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(length - 4, (bytes.length << 3) >>> 0);
    const turn = (word, by) => (word >>> by) | (word << (32 - by));
    const words = new Int32Array(64);
    for (let block = 0; block < length; block += 64) {
      let [a, b, c, d, e, f, g, h] = hash;
      for (let at = 0; at < 64; at += 1) {
        if (at < 16) words[at] = view.getInt32(block + at * 4);
        else {
          const x = words[at - 15];
          const y = words[at - 2];
          words[at] = words[at - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + words[at - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
        }
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + roots[at][1] + words[at]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((word, at) => { hash[at] = (hash[at] + word) | 0; });
    }
    return hash.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  };
  // Return the digest of a reading: two readings that code alike have the same, whatever their reasons.
  const digest = (data, given) => {
    const reading = clean(data, given);
    const lines = [
      ...Array.from(codesOf(data, reading), (code, pair) => code !== ABSENT && `k ${keyOf(data, pair)} ${data.directions[code]}`).filter(Boolean),
      ...Object.entries(reading.facts).map(([claim, fact]) => `f ${claim} ${fact}`),
      ...reading.left_out.map((fact) => `o ${fact}`),
      ...Object.entries(reading.choices).map(([name, value]) => `c ${name} ${value}`),
    ];
    return sha256(new TextEncoder().encode(lines.sort().join("\n"))).slice(0, 16);
  };

  Object.assign(core, { agreement, columnCodes, turning, randomNumbers, digest });
})();
