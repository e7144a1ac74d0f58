// Entries of each BibTeX or RIS file as readers from the npm registry count them, to be laid beside our own.
//   npm install @retorquere/bibtex-parser @citation-js/core @citation-js/plugin-ris
//   node independent-count.mjs bibtex|ris FILE…
import { readFileSync } from 'node:fs';

const [format, ...files] = process.argv.slice(2);

async function bibtex(text) {
  const { parse } = await import('@retorquere/bibtex-parser');
  const read = await parse(text, { verbatimFields: [/.*/] });
  return [read.entries.length, read.errors.length];
}

async function ris(text) {
  const { plugins } = await import('@citation-js/core');
  await import('@citation-js/plugin-ris');
  return [plugins.input.chain(text, { forceType: '@ris/file', generateGraph: false }).length, 0];
}

// UTF-16 by its mark, or by the zero byte of its first letter.
function decoded(bytes) {
  const text = (bytes[0] === 0xff && bytes[1] === 0xfe) || bytes[1] === 0 ? bytes.toString('utf16le')
    : (bytes[0] === 0xfe && bytes[1] === 0xff) || bytes[0] === 0 ? Buffer.from(bytes).swap16().toString('utf16le')
    : bytes.toString('utf8');
  return text.replace(/^\uFEFF/, '');
}

for (const file of files) {
  try {
    const [entries, errors] = await (format === 'ris' ? ris : bibtex)(decoded(readFileSync(file)));
    console.log(`${file}\t${entries}\t${errors}`);
  } catch (fault) {
    console.log(`${file}\tfailed\t${String(fault.message).split('\n')[0]}`);
  }
}
