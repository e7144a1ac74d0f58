// node style.mjs FILE: a JSON array of CSL items, each set in APA and Vancouver by a processor that knows nothing of the registry; prints one JSON
// array of {apa, vancouver}.
import { readFileSync } from 'node:fs';
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-csl';

const set = (item, template) => new Cite(item).format('bibliography', { template, lang: 'en-US' }).trim();
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(process.argv[2], 'utf8')).map(item => ({
  apa: set(item, 'apa'), vancouver: set(item, 'vancouver').replace(/^1\. /, ''),
}))));
