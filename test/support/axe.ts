import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { nodeRedVersion } from './versions';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What is wrong for those who cannot see or point, in the parts of a page that `selector` finds: one line for each rule
 * and element. https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
 * @param rules the only rules to check; default: all
 */
export async function accessibilityProblems(page: Page, selector = 'body', rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const options = { resultTypes: ['violations'], ...(rules === undefined ? {} : { runOnly: rules }) };
  await setDrawn(page, true);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify({ include: [selector] })}, ${JSON.stringify(options)})`,
  );
  await setDrawn(page, false);
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id} ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
}

/** The editor of the tests is transparent (test/support/editor.ts): axe finds no contrast in what is. */
async function setDrawn(page: Page, isDrawn: boolean): Promise<void> {
  await page.evaluate((drawn) => document.documentElement.classList.toggle('test-is-drawn', drawn), isDrawn);
}

/** Shows the editor in Node-RED's dark theme, which Node-RED 4.1 does not have, or in its light one. */
export async function useDarkTheme(page: Page, isDark: boolean): Promise<void> {
  await page.evaluate((dark) => document.documentElement.classList.toggle('nr-theme-dark', dark), isDark);
}

/**
 * Takes the parts of the editor out of the page that are beside the part to check, because axe reads all elements of a page.
 * @returns what puts them back
 */
async function setAside(page: Page, selector: string): Promise<() => Promise<void>> {
  const parts = await page.evaluateHandle((wanted) => {
    const asides = [...document.querySelectorAll('#red-ui-sidebar, #red-ui-palette, #red-ui-workspace-chart')];
    return asides
      .filter((part) => part.querySelector(wanted) === null)
      .map((part) => {
        const place = document.createComment('');
        const scrolled = [...part.querySelectorAll('*')].flatMap((element) =>
          element.scrollTop > 0 ? [[element, element.scrollTop] as const] : [],
        );
        part.replaceWith(place);
        return { part, place, scrolled };
      });
  }, selector);
  return async () => {
    await parts.evaluate((all) => {
      for (const { part, place, scrolled } of all) {
        place.replaceWith(part);
        for (const [element, top] of scrolled) element.scrollTop = top;
      }
    });
    await parts.dispose();
  };
}

/** Node-RED 4.1 draws the text of its buttons in a grey with too little contrast. */
const isOfNodeRed4 = (problem: string): boolean => /^color-contrast [^:]*\.red-ui-button/.test(problem);

/** What is wrong in a part of the editor, in Node-RED's light theme. In its dark theme, only colours can differ. */
export async function editorAccessibilityProblems(page: Page, selector: string): Promise<string[]> {
  const putBack = await setAside(page, selector);
  try {
    const light = await accessibilityProblems(page, selector);
    if (nodeRedVersion !== '5') return light.filter((problem) => !isOfNodeRed4(problem));
    await useDarkTheme(page, true);
    const dark = await accessibilityProblems(page, selector, ['color-contrast']);
    await useDarkTheme(page, false);
    return [...light, ...dark.map((problem) => `dark theme: ${problem}`)];
  } finally {
    await putBack();
  }
}

/**
 * What is wrong in the form on top, on Node-RED 5 only: a check takes much of the processor, and the forms are the same on 4.1.
 */
export async function formAccessibilityProblems(page: Page): Promise<string[]> {
  return nodeRedVersion === '5' ? editorAccessibilityProblems(page, '.red-ui-tray .twilio-form') : [];
}
