/**
 * The sentences of errors and warnings are in English where they are made. `npm run docs` collects them in
 * `locales/en-US/errors.json`, for translation. Values in a sentence are `__1__`, `__2__` and so on.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { format } from './format';
import { root } from './paths';
import { runMain } from './run-main';

/** The file that this script writes. */
export const SENTENCES_FILE = path.join(root, 'locales', 'en-US', 'errors.json');

/** Tables of Twilio's and Node-RED's names, and the text of docs/error-codes.md. */
const WITHOUT_SENTENCES = [
  'lib/errors/error-codes.ts',
  'lib/node-red/flow-graph.ts',
  'lib/webhooks/message-parameters.ts',
  'lib/webhooks/parameter-table.ts',
];

/** Values of Twilio and of Express, and the end of an error of a library. */
const VALUES = ['dtmf speech', 'trust proxy fn', 'No native build was found'];

/** Two words that are not names: the second one is in lower case. */
const PROSE = /[A-Za-z][a-z'’-]+,? [a-z]{2,}|[a-z]{2,} [A-Z][A-Za-z]+ [a-z]{2,}|^an? [a-z]{2,}$/;

const sourceFiles = (): string[] =>
  ['lib', 'nodes']
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        path.join(folder, file),
      ),
    )
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /\.ts$/.test(file) && !/\.(editor|form|d)\.ts$/.test(file) && !WITHOUT_SENTENCES.includes(file))
    .sort();

/** The text of a literal, with its values as placeholders; `undefined` for other nodes. */
function templateOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }, index) => `__${index + 1}__${literal.text}`).join('');
}

const isSentence = (text: string): boolean =>
  PROSE.test(text) && !VALUES.includes(text) && !/^[<[/]|^https?:/.test(text);

/** Literals that are types, names of modules or symbols, which nobody reads. */
const isNotRead = ({ parent }: ts.Node): boolean =>
  ts.isLiteralTypeNode(parent) ||
  ts.isImportDeclaration(parent) ||
  ts.isExportDeclaration(parent) ||
  ts.isCaseClause(parent) ||
  ts.isElementAccessExpression(parent) ||
  (ts.isCallExpression(parent) && parent.expression.getText() === 'Symbol');

/** The sentences of a file. */
function sentencesIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = templateOf(node);
    if (text !== undefined && isSentence(text) && !isNotRead(node)) found.push(text.trim());
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

/** All sentences, in alphabetical order. */
export const sentencesInCode = (): string[] => [...new Set(sourceFiles().flatMap(sentencesIn))].sort();

async function main(): Promise<void> {
  const sentences = Object.fromEntries(sentencesInCode().map((sentence) => [sentence, sentence]));
  await writeFile(SENTENCES_FILE, await format(SENTENCES_FILE, JSON.stringify(sentences)));
}

if (require.main === module) runMain(main);
