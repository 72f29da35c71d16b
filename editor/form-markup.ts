/**
 * The short tags that a node's form is written in, and the rows they stand for. `expandForm` runs when the package is
 * built, so Node-RED meets an ordinary form and fills, translates and validates it as any other.
 *
 *     <x-account />                                      the account, a config node
 *     <x-typed property="to" icon="mobile" />            a TypedInput with its hidden `toType`
 *     <x-text property="from" icon="user" />             a text field; `type="password"`
 *     <x-area property="replyText" icon="comment-o" />   text of several lines
 *     <x-select property="sender" icon="user" choices="number service" />
 *     <x-check property="track" />                       a tick box
 *     <x-number property="deadline" icon="clock-o" />    a field that is saved as a number (see fields.ts)
 *     <x-json property="options" icon="sliders" />       a field that is saved as an object (see fields.ts)
 *     <x-code property="twiml" icon="code" />            a document of several lines (see fields.ts)
 *     <x-ticks property="filterStatus" icon="flag-o" choices="sent failed" />   tick boxes, saved as a list (see fields.ts)
 *     <x-section name="answer" icon="reply"> … </x-section>   rows that fold away
 *     <x-filters fields="from to body media" />          the filter section of a trigger, with its second output;
 *                                                        `statuses` and `words` are those of its status boxes
 *     <x-fetch property="fetchMedia"> … </x-fetch>     whether files are fetched, and where to; more rows may follow
 *     <x-answer modes="empty text flow" />               how a message trigger answers
 *     <x-webhook kind="message" />                       the address for Twilio, with a copy button; `where` names another
 *                                                        sentence that says where to paste it
 *     <x-option property="locale" icon="language" />     a field for a member of `options`; `kind` is text, number, check or choice
 *     <x-problem property="options" />                   where what is wrong with a property is written out
 *     <x-list property="resource" icon="cubes" />        a list whose choices the node's own code fills in
 *     <x-pick property="service" />                      a list of what the account has, for a TypedInput (see pick.ts)
 *     <x-rows name="parameters" />                       rows that depend on what is chosen (see json-rows.ts)
 *     <x-note name="simulator" kind="warning" />         a paragraph
 *     <x-output name="rejected" icon="ban" />            something that the runtime tells
 *     <x-name />                                         the node's name
 *
 * Every field takes `hint="yes"` (a sentence beneath it), `placeholder="yes"` and `when="respond=text|flow"` (shown only
 * then; a blank between conditions means and). Strings come from the catalogue under the node's own type
 * (`twilio-sms-in.label.deadline`); `from="common"` takes them from the strings that all nodes share.
 */

import {
  account,
  area,
  check,
  code,
  json,
  nameRow,
  note,
  number,
  output,
  sectionStart,
  select,
  text,
  ticks,
  typed,
  type Attributes,
  type Form,
  type Tag,
} from './form-rows';
import { list, option, pick, problem, rows } from './form-actions';
import { answer, fetchStart, filters, webhook } from './form-sections';
import { isShared, SHARED_NAMESPACE } from '../lib/namespaces';

const tags: Record<string, Tag> = {
  account,
  answer,
  area,
  check,
  code,
  fetch: fetchStart,
  filters,
  json,
  list,
  name: nameRow,
  note,
  number,
  option,
  output,
  pick,
  problem,
  rows,
  section: sectionStart,
  select,
  text,
  ticks,
  typed,
  webhook,
};

const TAG = /<x-([a-z]+)((?:\s+[\w-]+="[^"]*")*)\s*\/?>(?:\s*<\/x-(?!section|fetch)[a-z]+>)?/g;
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g;
const TEMPLATE = /(<script type="text\/html" data-template-name="([^"]+)">)([\s\S]*?)(<\/script>)/g;

function attributesOf(source: string): Attributes {
  const attributes: Attributes = {};
  for (const [, name, value] of source.matchAll(ATTRIBUTE)) {
    if (name !== undefined && value !== undefined) attributes[name] = value;
  }
  return attributes;
}

/** The value of a `data-i18n`, keys with semicolons between, in which the shared ones have their namespace. */
function withNamespaces(keys: string): string {
  return keys
    .split(';')
    .map((entry) => {
      const [, attribute = '', key = ''] = /^(\[[^\]]*\])?(.*)$/.exec(entry) ?? [];
      return isShared(key) ? `${attribute}${SHARED_NAMESPACE}:${key}` : entry;
    })
    .join(';');
}

/**
 * The form with its short tags written out.
 * @param html the node's html file
 * @throws {Error} for a tag that does not exist
 */
export function expandForm(html: string): string {
  return html.replace(TEMPLATE, (_whole, start: string, type: string, body: string, end: string) => {
    const config = type === 'twilio-config';
    const form: Form = {
      type,
      prefix: config ? 'node-config-input' : 'node-input',
      own: config ? 'twilio-config' : 'twilio',
    };
    const rows = body
      .replace(TAG, (_tag, name: string, attributes: string) => {
        const tag = tags[name];
        if (!tag) throw new Error(`The form of ${type} has a tag <x-${name}> that does not exist`);
        return tag(attributesOf(attributes), form);
      })
      .replace(/<\/x-(?:section|fetch)>/g, '</details>')
      .replace(/data-i18n="([^"]*)"/g, (_attribute, keys: string) => `data-i18n="${withNamespaces(keys)}"`);
    return `${start}\n<div class="twilio-form">${rows}</div>\n${end}`;
  });
}
