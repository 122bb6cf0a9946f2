// Reads the metadata of local pages with html-metadata: paths as arguments, standard output one object for each.
const fs = require('fs')
const cheerio = require('cheerio')
const { parseAll } = require('html-metadata')

const read = path => parseAll(cheerio.load(fs.readFileSync(path, 'utf8')))

Promise.all(process.argv.slice(2).map(read)).then(
  found => process.stdout.write(JSON.stringify(found)),
  error => { console.error(error); process.exit(1) }
)
