// Two rules about string literals, read with the TypeScript parser:
//   sql-in-stores: SQL stands in store files and migrations only.
//   words-in-words: no literal text in JSX; every word a person reads is in a words file, in both languages.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import ts from 'typescript';
import { sources } from './sources.mjs';

const sql =
  /^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|VACUUM|WITH\s+\w+\s+AS|REPLACE\s+INTO|TRUNCATE|COPY|ATTACH)\b/;
const homesOfSql = [/\/store(\.[a-z]+)?\.ts$/, /\/db\//];
const spoken = new Set([
  'placeholder',
  'title',
  'label',
  'alt',
  'aria-label',
  'aria-description',
  'okText',
  'cancelText',
  'description',
  'message',
  'tooltip',
  'addonBefore',
  'addonAfter',
  'emptyText',
  'header',
]);
const wordy = /[\p{Script=Han}]|\p{L}{2,}/u;
const findings = [];

function literalText(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(' ');
  return undefined;
}

for (const file of sources(['shared', 'core', 'electron', 'server', 'renderer'])) {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const at = (node) => `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  const mayHoldSql = homesOfSql.some((home) => home.test(file));
  const isPage = file.startsWith('renderer/') && file.endsWith('.tsx');
  const isWords = /^words?\b/.test(basename(file));
  const visit = (node) => {
    const text = literalText(node);
    if (text !== undefined && !mayHoldSql && sql.test(text))
      findings.push(`sql-in-stores: ${at(node)} SQL stands in the room's store.ts and in migrations only`);
    if (isPage && !isWords) {
      if (ts.isJsxText(node) && wordy.test(node.text))
        findings.push(`words-in-words: ${at(node)} “${node.text.trim().slice(0, 30)}” belongs in the room's words.ts`);
      if (
        ts.isJsxAttribute(node) &&
        spoken.has(node.name.getText()) &&
        node.initializer &&
        ts.isStringLiteral(node.initializer) &&
        wordy.test(node.initializer.text)
      )
        findings.push(
          `words-in-words: ${at(node)} ${node.name.getText()}="${node.initializer.text.slice(0, 30)}" belongs in the room's words.ts`,
        );
      if (text !== undefined && /\p{Script=Han}/u.test(text))
        findings.push(`words-in-words: ${at(node)} “${text.slice(0, 30)}” belongs in the room's words.ts`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}
for (const finding of findings) console.log(finding);
console.log(`texts: ${findings.length} findings`);
process.exit(findings.length > 0 ? 1 : 0);
