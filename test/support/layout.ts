import type { Locator } from 'playwright-core';

/** What must not cover one another: the fields, and the texts beside and below them. */
const PARTS =
  'label > span, .twilio-label, .twilio-hint, .twilio-problem, .twilio-unit, .form-tips, input, select, textarea, button, ' +
  '.red-ui-typedInput-container, .red-ui-editableList, .twilio-code, .twilio-output, summary';

/** How many pixels of a form are outside of its tray. */
export function overflowOf(form: Locator): Promise<number> {
  return form
    .locator('.red-ui-tray-body')
    .evaluate((body) =>
      Math.max(
        0,
        ...[body, ...body.querySelectorAll('*')].map((one) =>
          getComputedStyle(one).overflowX === 'auto' ? one.scrollWidth - one.clientWidth : 0,
        ),
      ),
    );
}

/** The parts of a form that cover one another, a text for each pair. */
export function overlapsIn(form: Locator): Promise<string[]> {
  return form.locator('.twilio-form').evaluate((root, parts) => {
    const found = [...root.querySelectorAll<HTMLElement>(parts)]
      // The button of a list lies on its field.
      .filter((part) => part.checkVisibility({ visibilityProperty: true }) && !part.matches('.twilio-choose'))
      .map((part) => {
        // The text, which can be wider than its box.
        const range = document.createRange();
        range.selectNodeContents(part);
        const box = part.getBoundingClientRect();
        const text = part.matches('span') ? range.getBoundingClientRect() : box;
        const right = Math.max(box.right, text.right);
        const name = part.id || part.textContent.trim().slice(0, 40) || part.className || part.tagName;
        return { part, name, left: box.left, right, top: box.top, bottom: box.bottom };
      })
      .filter(({ left, right, top, bottom }) => right > left && bottom > top);
    return found.flatMap((one, index) =>
      found
        .slice(index + 1)
        .filter(
          (other) =>
            !one.part.contains(other.part) &&
            Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
            Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1,
        )
        .map((other) => `${one.name} / ${other.name}`),
    );
  }, PARTS);
}
