import type { Locator, Page } from 'playwright-core';

/** The reply of the auto-reply example. */
export const HOURS = 'We are open Monday to Friday, 9 am to 5 pm.';

/** A received (`in`) or sent (`out`) message with this status. */
export const bubble = (page: Page, side: 'in' | 'out', status: string, text: string): Locator =>
  page.locator(`[data-bubble=${side}][data-status=${status}]`, { hasText: text });

/** Sends a text message. */
export async function write(page: Page, text: string): Promise<void> {
  await page.locator('#compose').fill(text);
  await page.locator('#compose').press('Enter');
}
