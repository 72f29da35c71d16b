/**
 * Replaces the package `grapheme-splitter` in the scripts of the editor. It uses the browser's `Intl.Segmenter` instead of
 * 115 kB of tables. See docs/decisions/045-segments-in-the-editor.md.
 */

/** Splits a text into what a person sees as characters. */
export default class GraphemeSplitter {
  splitGraphemes(text: string): string[] {
    // Firefox has it since version 125.
    if (!('Segmenter' in Intl)) return [...text];
    return [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);
  }
}
