/** The number of characters and SMS segments of a text, below its field. */

import { current, formOf } from '../properties/current';
import type { Text } from '../strings';
import { segmentSentence } from './segment-count';

/**
 * Shows the sentence about a fixed text below its field, `<SegmentCount property="…" />`.
 * @param isSms whether the text is sent as an SMS
 */
export function countSegments(
  node: EditorNode,
  text: Text,
  property: string,
  isSms: (node: EditorNode) => boolean = () => true,
): void {
  const form = formOf(node);
  const place = form.find(`#twilio-segments-${property}`);
  const update = (): void => {
    const isFixed = ['', 'str'].includes(current(node, `${property}Type`));
    const isSmart = form.find('#twilio-option-smartEncoded').prop('checked') === true;
    place.text(isFixed && isSms(node) ? segmentSentence(text, current(node, property), isSmart) : '');
  };
  form.on('change keyup input', 'input, select, textarea', update);
  update();
}
