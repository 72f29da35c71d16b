/** Rows of the forms of actions. They run when the package is built; see form-markup.ts. */

import {
  checkRow,
  choices,
  condition,
  FIELD_STYLE,
  icon,
  placeholder,
  property,
  row,
  scope,
  unit,
  type Tag,
} from './form-rows';

/** A field for one member of the `options` object; `kind` is `text`, `number`, `check` or `choice`. See option-fields.ts. */
export const option: Tag = (attributes, form) => {
  const name = property(attributes, form);
  const kind = attributes['kind'] ?? 'text';
  const id = `${form.own}-option-${name}`;
  const data = ` data-option="${name}" data-kind="${kind}"`;
  if (kind === 'check') return checkRow(attributes, form, name, id, data);
  if (kind === 'choice') {
    const options = choices(attributes, form, name);
    return row(attributes, form, name, id, `<select id="${id}"${data} style="${FIELD_STYLE}">${options}</select>`);
  }
  const start = `<input type="text"${kind === 'number' ? ' inputmode="numeric"' : ''} id="${id}"${data}`;
  const style = kind === 'number' ? 'width: 80px' : FIELD_STYLE;
  const field = `${start} style="${style}"${placeholder(attributes, form, name)}>${unit(attributes)}`;
  return row(attributes, form, name, id, field);
};

/** A list that is filled while the form opens. */
export const list: Tag = (attributes, form) => {
  const name = property(attributes, form);
  const id = `${form.prefix}-${name}`;
  return row(attributes, form, name, id, `<select id="${id}" style="${FIELD_STYLE}"></select>`);
};

/** A list of what the account has, for the TypedInput of this property. See pick.ts. */
export const pick: Tag = (attributes, form) => {
  const name = property(attributes, form);
  const id = `${form.own}-pick-${name}`;
  return row(
    {
      ...(attributes['when'] === undefined ? {} : { when: attributes['when'] }),
      icon: attributes['icon'] ?? 'list-ul',
    },
    form,
    `${name}Pick`,
    id,
    `<select id="${id}" style="${FIELD_STYLE}"></select><div class="twilio-hint" id="${id}-hint" aria-live="polite"></div>`,
  );
};

/** A place for rows that depend on what is chosen. See json-rows.ts. */
export const rows: Tag = (attributes, form) => {
  const name = attributes['name'] ?? '';
  const label = `${form.own}-label-rows-${name}`;
  return (
    `<div${condition(attributes)}><div class="form-row twilio-rows-title" id="${form.own}-title-${name}" hidden>${icon(attributes['icon'])}<span id="${label}" data-i18n="${scope(attributes, form)}.rows.${name}"></span></div>` +
    `<div class="twilio-rows" id="${form.own}-rows-${name}" role="group" aria-labelledby="${label}" hidden></div></div>`
  );
};

/** Where what is wrong with a property is written out. */
export const problem: Tag = (attributes, form) =>
  `<div class="twilio-problem" id="${form.own}-problem-${property(attributes, form)}" role="status"></div>`;
