import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { nodeRedVersion } from './versions';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What is wrong for those who cannot see or point, in the parts of a page that `selector` finds: one line for each rule
 * and element. https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
 */
export async function accessibilityProblems(page: Page, selector = 'body'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify({ include: [selector] })}, { resultTypes: ['violations'] })`,
  );
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id} ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
}

/**
 * What is wrong in the form on top, on Node-RED 5 only: a check takes about a second, and the forms are the same on 4.1.
 */
export async function formAccessibilityProblems(page: Page): Promise<string[]> {
  return nodeRedVersion === '5' ? accessibilityProblems(page, '.red-ui-tray .twilio-form') : [];
}
