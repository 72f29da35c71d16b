import { countSegments } from '../../editor/fields/segments';
import { fixedInLabel, labelWith } from '../../editor/node/labels';
import { nodeEditor } from '../../editor/node/node-editor';
import { properties } from '../../editor/properties/properties';
import { mediaUrls, messageBody } from '../../editor/validators/validators';

const set = properties('reply');

RED.nodes.registerType('twilio-reply', {
  category: 'Twilio messages',
  color: '#6CC3A0',
  icon: 'twilio-reply.svg',
  defaults: {
    name: { value: '' },
    account: set.account({ required: false }),
    body: set.typed('body', 'payload', messageBody),
    bodyType: { value: 'msg' },
    media: set.typed('media', '', mediaUrls),
    mediaType: { value: 'str' },
  },
  inputs: 1,
  outputs: 1,
  ...nodeEditor(set, {
    typedInputs: ['media'],
    lines: ['body'],
    label: (node) => {
      const body = fixedInLabel(node, 'body');
      return labelWith(set, body === '' ? '' : set.text('common.unnamed.quoted', { text: body }));
    },
    open(node) {
      countSegments(node, set.text, 'body');
    },
  }),
});
