/** Rows that belong together in every trigger's form. They run when the package is built; see form-markup.ts. */

import {
  check,
  FIELD_STYLE,
  icon,
  note,
  number,
  row,
  sectionStart,
  select,
  text,
  area,
  ticks,
  type Attributes,
  type Form,
  type Tag,
} from './form-rows';

/** The address for one kind of webhook, with a copy button. */
export const webhook: Tag = (attributes, form) => {
  const kind = attributes['kind'] ?? '';
  const id = `${form.own}-webhook-${kind}`;
  const label =
    attributes['label'] === undefined ? 'common.label.webhook' : `${form.type}.label.${attributes['label']}`;
  return (
    `<div class="form-row twilio-webhook" id="${id}-row" data-webhook="${kind}" data-where="${attributes['where'] ?? kind}">` +
    `<label for="${id}">${icon('link')}<span data-i18n="${label}"></span></label>` +
    `<span class="twilio-copy" style="${FIELD_STYLE}"><input type="text" id="${id}" readonly>` +
    `<button type="button" class="red-ui-button" id="${id}-copy" data-i18n="[title]common.action.copy;[aria-label]common.action.copy"><i class="fa fa-clipboard" aria-hidden="true"></i></button></span>` +
    `<div class="twilio-hint" id="${id}-hint" aria-live="polite"></div></div>`
  );
};

/** What stands in the empty address filters: who writes or calls, and who is written to or called. */
const PARTIES: Record<string, { from: string; to: string }> = {
  received: { from: 'anyone', to: 'ownNumber' },
  sent: { from: 'ownNumber', to: 'anyone' },
  either: { from: 'anyNumber', to: 'anyNumber' },
};

const duration =
  (property: string, icon: string): Row =>
  (_attributes, form) =>
    number({ property, icon, from: 'common', unit: 'seconds' }, form);

type Row = (attributes: Attributes, form: Form) => string;

const party =
  (side: 'from' | 'to', property: string, icon: string): Row =>
  (attributes, form) => {
    const { [side]: placeholder } = PARTIES[attributes['parties'] ?? ''] ?? { from: 'anyone', to: 'ownNumber' };
    const hint: Attributes = side === 'to' ? { hint: 'yes' } : {};
    return text({ property, icon, from: 'common', placeholder, ...hint }, form);
  };

const filterFields: Record<string, Row> = {
  from: party('from', 'filterFrom', 'mobile'),
  to: party('to', 'filterTo', 'phone'),
  body(_attributes, form) {
    const matches = ['contains', 'equals', 'starts', 'regex']
      .map((match) => `<option value="${match}" data-i18n="common.filterBodyMatch.${match}"></option>`)
      .join('');
    return row(
      { from: 'common', icon: 'comment-o', hint: 'yes' },
      form,
      'filterBody',
      `${form.prefix}-filterBody`,
      `<span class="twilio-pair" style="${FIELD_STYLE}">` +
        `<select id="${form.prefix}-filterBodyMatch" data-i18n="[aria-label]common.label.filterBodyMatch">${matches}</select>` +
        `<input type="text" id="${form.prefix}-filterBody" data-i18n="[placeholder]common.placeholder.filterBody"></span>`,
    );
  },
  media: (_attributes, form) =>
    select({ property: 'filterMedia', icon: 'picture-o', from: 'common', choices: 'any with without' }, form),
  profile: (_attributes, form) =>
    text({ property: 'filterProfile', icon: 'user-o', from: 'common', placeholder: 'yes' }, form),
  status: ({ statuses = '', words }, form) =>
    ticks(
      {
        property: 'filterStatus',
        icon: 'flag-o',
        from: 'common',
        choices: statuses,
        hint: 'yes',
        ...(words === undefined ? {} : { words }),
      },
      form,
    ),
  error: (_attributes, form) =>
    text(
      { property: 'filterError', icon: 'exclamation-triangle', from: 'common', placeholder: 'yes', hint: 'yes' },
      form,
    ),
  direction: (_attributes, form) =>
    select({ property: 'filterDirection', icon: 'exchange', from: 'common', choices: 'any inbound outbound' }, form),
  minDuration: duration('filterMinDuration', 'hourglass-start'),
  maxDuration: duration('filterMaxDuration', 'hourglass-end'),
  order: (_attributes, form) => check({ property: 'inOrder', from: 'common', hint: 'yes' }, form),
};

/** The filter section of a trigger: the asked-for filters, and the second output. */
export const filters: Tag = (attributes, form) => {
  const rows = (attributes['fields'] ?? '').split(' ').map((name) => {
    const field = filterFields[name];
    if (!field) throw new Error(`The form of ${form.type} asks for a filter "${name}" that does not exist`);
    return field(attributes, form);
  });
  return (
    sectionStart({ name: 'filters', icon: 'filter', from: 'common' }, form) +
    rows.join('') +
    check({ property: 'rejected', from: 'common', hint: 'yes' }, form) +
    `<input type="hidden" id="${form.prefix}-outputs"></details>`
  );
};

/** Whether files are fetched from Twilio, and where to. `property` says what is fetched; more rows may follow. */
export const fetchStart: Tag = (attributes, form) => {
  const property = attributes['property'] ?? '';
  return (
    sectionStart({ name: 'fetch', icon: 'download', from: 'common' }, form) +
    select({ property, icon: 'download', from: 'common', choices: 'default buffer file', hint: 'yes' }, form) +
    text(
      {
        property: 'folder',
        icon: 'folder-o',
        from: 'common',
        when: `${property}=file`,
        placeholder: 'yes',
        hint: 'yes',
      },
      form,
    ) +
    number(
      {
        property: 'limit',
        icon: 'balance-scale',
        from: 'common',
        when: `${property}=buffer|file`,
        unit: 'megabytes',
      },
      form,
    )
  );
};

/** The answer section of a trigger: the ways to answer that it offers, and the fields of each. */
export const answer: Tag = (attributes, form) => {
  const modes = attributes['modes'] ?? '';
  const has = (mode: string): boolean => modes.split(' ').includes(mode);
  return (
    sectionStart({ name: 'answer', icon: 'reply', from: 'common', open: 'yes' }, form) +
    select({ property: 'respond', icon: 'reply', from: 'common', choices: modes }, form) +
    note({ name: 'respondEmpty', from: 'common', when: 'respond=empty' }, form) +
    (has('text')
      ? area(
          { property: 'replyText', icon: 'comment-o', from: 'common', when: 'respond=text', placeholder: 'yes' },
          form,
        ) +
        text(
          {
            property: 'replyMedia',
            icon: 'picture-o',
            from: 'common',
            when: 'respond=text',
            placeholder: 'yes',
            hint: 'yes',
          },
          form,
        )
      : '') +
    (has('flow')
      ? number(
          {
            property: 'deadline',
            icon: 'clock-o',
            from: 'common',
            when: 'respond=flow',
            unit: 'seconds',
            hint: 'yes',
          },
          form,
        )
      : '') +
    '</details>'
  );
};
