// A reader's coding as files: codings.csv with the columns of the edition's table, and beside it a
// JSON file of the same name.  Loaded after reading-core.js, by the page about the reading.
(() => {
  "use strict";
  const core = window.bookReadingCore;
  const { ABSENT, blank, changes, check, clean, codesOf, indexOf } = core;
  const LARGEST_FILE = 2e6; // bytes; ten times the edition's own table
  const NEEDED = ["claim", "indicator", "direction"];
  const READERS = ["version_1_1", "reader_c", "reader_d"];
  const COLUMNS = ["id", ...NEEDED, ...READERS, "asserted_by", "rationale"];
  const NO_REASON = "Added by a reader.";

  // Writing ------------------------------------------------------------------
  const cell = (value) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  // Return a reading as the table of codings: the edition's rows and the reader's, in their order.
  const toCsv = (data, texts, given, claims = null) => {
    const reading = clean(data, given);
    const { width, row } = indexOf(data);
    const listed = claims && new Set(claims);
    const lines = [COLUMNS.join(",")];
    codesOf(data, reading).forEach((code, pair) => {
      const at = row.get(pair);
      const claim = data.claims.ids[Math.floor(pair / width)];
      if ((code === ABSENT && at === undefined) || (listed && !listed.has(claim))) return;
      const indicator = data.indicators[pair % width].id;
      const changed = reading.codings[`${claim} ${indicator}`];
      const name = (each) => data.directions[each] ?? "";
      lines.push([
        `k-${claim.replace(/^c-/, "")}-${indicator}`, claim, indicator, name(code),
        ...READERS.map((reader) => (at === undefined ? "" : name(data.codings[reader][at]))),
        at === undefined ? "edition" : texts.asserted_by[at],
        changed?.reason || (at === undefined ? NO_REASON : texts.rationale[at]),
      ].map(cell).join(","));
    });
    return `${lines.join("\n")}\n`;
  };
  // Return what the table has no room for, as the text of the JSON file beside it.
  const toSidecar = (data, given, claims = null) => {
    const reading = clean(data, given);
    const { title, version, commit } = data.edition;
    const { facts, left_out, choices } = reading;
    return `${JSON.stringify({
      edition: { title, version, commit }, digest: core.digest(data, reading), changes: changes(data, reading).length,
      ...(claims && { coded_claims: claims }), reading: { facts, left_out, choices },
    }, null, 1)}\n`;
  };

  // Reading ------------------------------------------------------------------
  // Return the text of a file, whatever program wrote it; or { fault }.
  const decode = (bytes) => {
    if (bytes.length > LARGEST_FILE) return { fault: `The file has ${(bytes.length / 1e6).toFixed(1)} MB; a table of codings has less than ${LARGEST_FILE / 1e6}.` };
    const starts = (...signs) => signs.every((sign, at) => bytes[at] === sign);
    if (starts(0x50, 0x4b, 3, 4) || starts(0xd0, 0xcf, 0x11, 0xe0)) return { fault: "This is a workbook of a spreadsheet program. Save the sheet as CSV there, and load that file." };
    const half = Math.max(1, Math.min(bytes.length, 2000) / 2);
    const zeros = (parity) => bytes.subarray(0, 2000).filter((byte, at) => byte === 0 && at % 2 === parity).length;
    const utf16 = starts(0xff, 0xfe) || zeros(1) > half / 2 ? "utf-16le" : starts(0xfe, 0xff) || zeros(0) > half / 2 ? "utf-16be" : "";
    if (utf16) return { text: new TextDecoder(utf16).decode(bytes) };
    if (bytes.includes(0)) return { fault: "This is not a text file." };
    try {
      return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
    } catch {
      return { text: new TextDecoder("windows-1252").decode(bytes) };
    }
  };

  // Return the rows of a CSV text, each with the line where it begins; or { fault }.
  const parse = (text, separator) => {
    const rows = [];
    let cells = [];
    let line = 1;
    let start = 1;
    let at = 0;
    const endRow = () => { if (cells.some((value) => value)) rows.push({ line: start, cells }); cells = []; };
    while (at < text.length) {
      let value = "";
      if (text[at] === '"') {
        const opened = line;
        for (at += 1; ; at += 1) {
          if (at >= text.length) return { fault: { line: opened, reason: "a quotation mark opens here and is never closed" } };
          if (text[at] === '"' && text[at + 1] !== '"') break;
          if (text[at] === '"') at += 1;
          if (text[at] === "\n") line += 1;
          value += text[at];
        }
        at += 1;
      }
      while (at < text.length && text[at] !== separator && text[at] !== "\n") { value += text[at]; at += 1; }
      cells.push(value.trim());
      if (text[at] === "\n" || at >= text.length) {
        endRow();
        line += 1;
        start = line;
      } else if (at + 1 === text.length) cells.push("");
      at += 1;
    }
    endRow();
    return { rows };
  };

  // Return the known word that is spelled most alike, if any is.
  const nearest = (word, known) => {
    const distance = (a, b) => {
      let row = Array.from({ length: b.length + 1 }, (_, at) => at);
      for (let i = 1; i <= a.length; i += 1) {
        const next = [i];
        for (let j = 1; j <= b.length; j += 1) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1])));
        row = next;
      }
      return row[b.length];
    };
    const spelled = word.slice(0, 60).toLowerCase();
    const [best] = known.map((each) => [distance(spelled, each), each]).sort((a, b) => a[0] - b[0]);
    return best && best[0] <= Math.max(1, spelled.length / 3) ? best[1] : "";
  };
  const shown = (value) => `“${value.length > 40 ? `${value.slice(0, 40)}…` : value}”`;

  // Return the JSON file beside a table: { about } or { fault }.
  const fromSidecar = (text) => {
    try {
      const about = JSON.parse(text.replace(/^\ufeff/, ""));
      if (about && typeof about === "object" && !Array.isArray(about) && (about.reading || about.edition)) return { about };
    } catch { /* told below */ }
    return { fault: "This JSON file does not describe a reading of this book." };
  };

  // Return the reading in a table of codings: { reading, claims, unknown, version }, with claims null
  // unless only some were coded; or { faults: [{ line, column, reason }] }, and nothing is read.
  const fromCsv = (data, texts, text, about = null) => {
    const body = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    const [head = ""] = body.trimStart().split("\n", 1);
    const separator = [",", ";", "\t"].find((sign) => NEEDED.every((name) => head.toLowerCase().split(sign).some((column) => column.replaceAll('"', "").trim() === name)));
    if (!separator) {
      const columns = head.split(/[,;\t]/).map((name) => name.replaceAll('"', "").trim().toLowerCase());
      const missing = NEEDED.filter((name) => !columns.includes(name));
      const reason = missing.length < NEEDED.length ? `the column ${missing.map(shown).join(" and ")} is missing` : "this is not a table of codings: it begins with no line that names the columns claim, indicator and direction";
      return { faults: [{ line: 1, column: "", reason }] };
    }
    const { rows, fault } = parse(body, separator);
    if (fault) return { faults: [{ column: "", ...fault }] };
    const names = rows[0].cells.map((name) => name.toLowerCase());
    const { claim: knownClaims, indicator: knownIndicators, final, width, row: rowOf } = indexOf(data);
    const faults = [];
    const unknown = [];
    const seen = new Map();
    const touched = new Set();
    const reading = blank();
    for (const { line, cells } of rows.slice(1)) {
      const [claim, indicator, direction, reason] = [...NEEDED, "rationale"].map((name) => cells[names.indexOf(name)] ?? "");
      const extra = cells.slice(names.length).find(Boolean);
      const say = (column, why) => faults.push({ line, column, reason: why });
      if (extra) { say("", `${shown(extra)} stands beyond the last column`); continue; }
      if (!claim) { say("claim", "empty"); continue; }
      if (!direction && !indicator) { if (knownClaims.has(claim)) touched.add(knownClaims.get(claim)); continue; } // gone through, nothing coded
      if (direction && !data.directions.includes(direction)) {
        const near = nearest(direction, data.directions);
        say("direction", `${shown(direction)} is not one of ${data.directions.join(", ")}${near ? ` (nearest: ${near})` : ""}`);
        continue;
      }
      if (!indicator) { say("indicator", "empty, although there is a direction"); continue; }
      if (!knownClaims.has(claim) || !knownIndicators.has(indicator)) {
        const isClaim = !knownClaims.has(claim);
        const near = nearest(isClaim ? claim : indicator, [...(isClaim ? knownClaims : knownIndicators).keys()]);
        unknown.push({ line, column: isClaim ? "claim" : "indicator", reason: `${shown(isClaim ? claim : indicator)} is not in this edition${near ? ` (nearest: ${near})` : ""}` });
        continue;
      }
      const pair = knownClaims.get(claim) * width + knownIndicators.get(indicator);
      if (seen.has(pair)) { say("claim", `${shown(`${claim} ${indicator}`)} stands in line ${seen.get(pair)} already`); continue; }
      seen.set(pair, line);
      touched.add(knownClaims.get(claim));
      const code = direction ? data.directions.indexOf(direction) : ABSENT;
      if (code === final[pair]) continue;
      const own = reason && reason !== (texts.rationale[rowOf.get(pair)] ?? NO_REASON) ? reason : "";
      reading.codings[`${claim} ${indicator}`] = { direction, ...(own && { reason: own }) };
    }
    if (faults.length) return { faults: [...faults, ...unknown].sort((a, b) => a.line - b.line) };
    if (!touched.size) return { faults: unknown.length ? unknown : [{ line: 2, column: "", reason: "the table has no rows" }] };
    const claims = Array.isArray(about?.coded_claims) ? about.coded_claims.filter((id) => knownClaims.has(id)) : null;
    const coded = claims && new Set(claims.map((id) => knownClaims.get(id)));
    final.forEach((code, pair) => { // rows that the file lacks
      const claim = Math.floor(pair / width);
      if (code === ABSENT || seen.has(pair) || (coded && !coded.has(claim))) return;
      reading.codings[core.keyOf(data, pair)] = { direction: "" };
    });
    const checked = check(data, { ...(about?.reading ?? {}), codings: reading.codings });
    return {
      reading: checked.reading, claims, version: about?.edition?.version ?? null,
      unknown: [...unknown.map(({ line, column, reason }) => `line ${line}, ${column}: ${reason}`), ...checked.unknown],
    };
  };

  Object.assign(core, { toCsv, toSidecar, decode, fromCsv, fromSidecar, LARGEST_FILE });
})();
