// Reads references with Citation.js: standard input holds [{type, text}], standard output the CSL items of each.
const { plugins } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
require('@citation-js/plugin-csl')
require('@citation-js/plugin-ris')

const TYPES = { bibtex: '@bibtex/text', ris: '@ris/file', 'csl-json': '@csl/list+object' }

function read ({ type, text }) {
  const input = type === 'csl-json' ? JSON.parse(text) : text
  return plugins.input.chain(input, { forceType: TYPES[type], generateGraph: false })
}

const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'))
process.stdout.write(JSON.stringify(asked.map(read)))
