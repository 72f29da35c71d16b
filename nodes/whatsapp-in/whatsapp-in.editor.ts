import { phoneButton } from '../../editor/account/phone';
import { numberField } from '../../editor/fields/own-fields';
import { filterLabel } from '../../editor/node/labels';
import { answerDeadline, replyMedia, replyText } from '../../editor/node/message-answer';
import { addressFilter, bodyFilter, downloadFolder, downloadLimit, triggerEditor } from '../../editor/node/trigger';
import { properties } from '../../editor/properties/properties';

const set = properties('whatsapp-in');

RED.nodes.registerType('twilio-whatsapp-in', {
  category: 'Twilio messages',
  color: '#6CC3A0',
  icon: 'twilio-whatsapp-in.svg',
  defaults: {
    name: { value: '' },
    account: set.account(),
    rejected: { value: false },
    outputs: { value: 1 },
    filterFrom: addressFilter(set, 'filterFrom'),
    filterTo: addressFilter(set, 'filterTo'),
    filterBody: bodyFilter(set),
    filterBodyMatch: { value: 'contains' },
    filterMedia: { value: 'any' },
    filterProfile: { value: '' },
    seeAnswers: { value: false },
    respond: { value: 'empty' },
    replyText: replyText(set),
    replyMedia: replyMedia(set),
    deadline: answerDeadline(set),
    fetchMedia: { value: '' },
    folder: downloadFolder(set, 'fetchMedia'),
    limit: downloadLimit(set, 'fetchMedia'),
  },
  inputs: 0,
  outputs: 1,
  button: phoneButton,
  ...triggerEditor(set, {
    ownKind: 'whatsappSenders',
    fields: [numberField('deadline'), numberField('limit')],
    label: filterLabel(set),
  }),
});
