// node read.mjs csv|ris|bibtex|csl FILE: reads an export with a reader that knows nothing of the registry and prints what it
// understood as one JSON array of {id, type, title, authors, year, doi, url, note}.
import { readFileSync } from 'node:fs';
import { Cite, plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import '@citation-js/plugin-csl';
import Papa from 'papaparse';

const [format, file] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const forced = { ris: '@ris/file', bibtex: '@biblatex/text', csl: '@csl/list+object' };

function rows() {
  const read = Papa.parse(text, { header: true, skipEmptyLines: true });
  if (read.errors.length > 0) throw new Error(JSON.stringify(read.errors));
  return read.data.map(row => ({
    id: row.id ?? row['\uFEFFid'], type: row.kind, title: row.title_th || row.title_en, authors: row.authors.split('; '),
    year: row.year ? Number(row.year) : null, doi: row.doi || null, url: row.url || null, note: row.sample === 'true' ? 'sample' : null,
  }));
}

function items() {
  const cite = format === 'csl' ? new Cite(JSON.parse(text)) : new Cite(text, { forceType: forced[format] });
  return cite.data.map(item => ({
    id: item.id, type: item.type, title: item.title,
    authors: (item.author ?? []).map(name => name.literal ?? [name.given, name['non-dropping-particle'], name.family].filter(Boolean).join(' ')),
    year: item.issued?.['date-parts']?.[0]?.[0] ?? null, doi: item.DOI ?? null, url: item.URL ?? null, note: item.note ?? null,
  }));
}

if (format !== 'csv' && !Object.hasOwn(forced, format)) throw new Error(`unknown format ${format}`);
if (format !== 'csv' && plugins.list().length === 0) throw new Error('no readers');
process.stdout.write(JSON.stringify(format === 'csv' ? rows() : items()));
