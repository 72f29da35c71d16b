import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import ts from 'typescript';

/** The object literals that a script gives to `RED.nodes.registerType`. */
function definitionsIn(source: ts.SourceFile): ts.ObjectLiteralExpression[] {
  const found: ts.ObjectLiteralExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'RED.nodes.registerType') {
      const [, definition] = node.arguments;
      if (definition && ts.isObjectLiteralExpression(definition)) found.push(definition);
    }
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

/**
 * Node-RED's scorecard reads the definitions of node types from the built scripts, and cannot read one with a spread. So the
 * spread becomes the prototype: `{ inputs: 1, ...rest }` is `{ inputs: 1, __proto__: rest }`. The editor only reads
 * properties, so it finds both. A property of the literal takes precedence over one of `rest`.
 * @throws when a definition has two spreads
 */
export function withoutSpread(text: string, file: string): string {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const spreads = definitionsIn(source).map(({ properties }) => properties.filter(ts.isSpreadAssignment));
  if (spreads.some((all) => all.length > 1)) throw new Error(`${file}: a definition can have one spread`);
  let result = text;
  for (const spread of spreads.flat().reverse()) {
    const start = spread.getStart(source);
    result = `${result.slice(0, start)}__proto__: ${spread.expression.getText(source)}${result.slice(spread.end)}`;
  }
  return result;
}

/** Applies `withoutSpread` to the scripts of the nodes. */
export const plainDefinitions: Plugin = {
  name: 'plain-definitions',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]nodes[\\/][^\\/]+[\\/][^\\/]+\.editor\.ts$/ }, async ({ path }) => ({
      contents: withoutSpread(await readFile(path, 'utf8'), path),
      loader: 'ts',
    }));
  },
};
