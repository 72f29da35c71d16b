import assert from 'node:assert/strict';
import { nodeTypeOf } from '../../editor/node-type';
import { tab } from '../support/flows';
import { useEditor } from '../support/shared-editor';
import { FORM_CONTENTS } from './form-contents';

describe("the nodes in Node-RED's editor", function () {
  this.timeout(60_000);
  const { editor } = useEditor({ flows: [tab] });

  it('are in the palette, in three categories, with their labels and icons', async () => {
    const { page } = editor;
    const category = page
      .locator('.red-ui-palette-category')
      .filter({ has: page.locator('[data-palette-type^=twilio]') });
    const headers = await category.locator('.red-ui-palette-header').allInnerTexts();
    assert.deepEqual(headers.map((header) => header.trim()).sort(), ['Twilio', 'Twilio calls', 'Twilio messages']);
    const broken = await category.locator('.red-ui-palette-node').evaluateAll((nodes) =>
      nodes
        .map((node) => {
          const label = node.querySelector('.red-ui-palette-label');
          const parts = [...(label?.childNodes ?? [])].map((part) =>
            part instanceof HTMLBRElement
              ? getComputedStyle(part).display === 'none'
                ? ''
                : ' '
              : (part.textContent ?? ''),
          );
          return {
            whole: node.getAttribute('data-palette-label') ?? '',
            shown: parts.join('').replaceAll(/\s+/g, ' ').trim(),
            isCut: label !== null && label.scrollWidth > label.clientWidth,
            lines: 1 + (label?.querySelectorAll('br').length ?? 0) - parts.filter((part) => part === '').length,
            height: (node as HTMLElement).offsetHeight,
          };
        })
        .filter(
          ({ whole, shown, isCut, lines, height }) =>
            whole !== shown || isCut || (height > 0 && Math.abs(height - (8 + 20 * lines)) > 2),
        ),
    );
    assert.deepEqual(broken, [], 'no word of a label is broken or cut');
    for (const [set, { label }] of Object.entries(FORM_CONTENTS)) {
      const type = nodeTypeOf(set);
      const node = category.locator(`[data-palette-type="${type}"]`);
      // The palette breaks a label that is too long for the font of this machine.
      const palette = await node.locator('.red-ui-palette-label').innerText();
      assert.equal(palette.replace(/\s/g, ''), label.replace(/\s/g, ''));
      const image = await node
        .locator('.red-ui-palette-icon')
        .evaluate((element) => getComputedStyle(element).backgroundImage);
      const url = /url\("(.+)"\)/.exec(image)?.[1] ?? '';
      const icon = await fetch(url);
      assert.equal(icon.status, 200, url);
      assert.match(icon.headers.get('content-type') ?? '', /image\/svg/);
      assert.match(url, new RegExp(`${type}\\.svg$`));
    }
  });
});
