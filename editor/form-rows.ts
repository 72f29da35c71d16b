/** The plain rows of a form: one field each. They run when the package is built; see form-markup.ts. */

/** The attributes of a tag. */
export type Attributes = Record<string, string>;

/** The form that a tag stands in. */
export interface Form {
  /** The node type: where its strings lie in the catalogue. */
  type: string;
  /** Node-RED finds a field by this and the property's name. */
  prefix: 'node-input' | 'node-config-input';
  /** Starts the id of everything else, so that a node's form and the account's can be open at once. */
  own: 'twilio' | 'twilio-config';
}

/** Writes a tag out. */
export type Tag = (attributes: Attributes, form: Form) => string;

/** The width of the labels' column; a field takes the rest. */
export const FIELD_STYLE = 'width: calc(100% - 155px)';

/** The icon before a label. */
export const icon = (name: string | undefined): string =>
  name === undefined ? '' : `<i class="fa fa-fw fa-${name}" aria-hidden="true"></i> `;

/** Where the catalogue has a tag's strings: `from`, or the node's own part. */
export const scope = (attributes: Attributes, form: Form): string => attributes['from'] ?? form.type;

/** The property that a tag's field is for. Throws when the form forgot to say. */
export function property(attributes: Attributes, form: Form): string {
  const name = attributes['property'];
  if (name === undefined) throw new Error(`The form of ${form.type} has a field without a property`);
  return name;
}

/** Shows a part of the form only while `when` holds. */
export const condition = (attributes: Attributes): string =>
  attributes['when'] === undefined ? '' : ` data-when="${attributes['when']}"`;

function hint(attributes: Attributes, form: Form, name: string): string {
  if (attributes['hint'] === undefined) return '';
  return `<div class="twilio-hint" id="${form.own}-hint-${name}" data-i18n="[html]${scope(attributes, form)}.hint.${name}"></div>`;
}

/** A row: the label with its icon, what `field` gives, and the hint. */
export function row(attributes: Attributes, form: Form, name: string, forId: string, field: string): string {
  const label = `<label for="${forId}">${icon(attributes['icon'])}<span id="${form.own}-label-${name}" data-i18n="${scope(attributes, form)}.label.${name}"></span></label>`;
  return `<div class="form-row" id="${form.own}-row-${name}"${condition(attributes)}>${label}${field}${hint(attributes, form, name)}</div>`;
}

/** `yes` takes the placeholder of the field's own name. */
export function placeholder(attributes: Attributes, form: Form, name: string): string {
  const asked = attributes['placeholder'];
  if (asked === undefined) return '';
  return ` data-i18n="[placeholder]${scope(attributes, form)}.placeholder.${asked === 'yes' ? name : asked}"`;
}

export const text: Tag = (attributes, form) => {
  const name = property(attributes, form);
  const id = `${form.prefix}-${name}`;
  const type = attributes['type'] ?? 'text';
  return row(
    attributes,
    form,
    name,
    id,
    `<input type="${type}" id="${id}" style="${FIELD_STYLE}"${placeholder(attributes, form, name)}>`,
  );
};

export const area: Tag = (attributes, form) => {
  const name = property(attributes, form);
  const id = `${form.prefix}-${name}`;
  return row(
    attributes,
    form,
    name,
    id,
    `<textarea id="${id}" rows="3" style="${FIELD_STYLE}"${placeholder(attributes, form, name)}></textarea>`,
  );
};

export const typed: Tag = (attributes, form) => {
  const name = property(attributes, form);
  const id = `${form.prefix}-${name}`;
  return row(
    attributes,
    form,
    name,
    id,
    `<input type="text" id="${id}" aria-labelledby="${form.own}-label-${name}" style="${FIELD_STYLE}"${placeholder(attributes, form, name)}>` +
      `<input type="hidden" id="${id}Type">`,
  );
};

/** The options of a list, each labelled by the catalogue. */
export function choices(attributes: Attributes, form: Form, name: string): string {
  return (attributes['choices'] ?? '')
    .split(' ')
    .map((choice) => {
      // An empty value cannot be written in a list of words, nor be a key of the catalogue.
      const value = choice === 'default' ? '' : choice;
      return `<option value="${value}" data-i18n="${scope(attributes, form)}.${name}.${choice}"></option>`;
    })
    .join('');
}

/** The word behind a field that counts something. */
export const unit = (attributes: Attributes): string =>
  attributes['unit'] === undefined
    ? ''
    : ` <span class="twilio-unit" data-i18n="common.unit.${attributes['unit']}"></span>`;

/** A row with one tick box, its label behind it. `data`: more attributes of the box, each with a space before it. */
export const checkRow = (attributes: Attributes, form: Form, name: string, id: string, data = ''): string =>
  `<div class="form-row twilio-check" id="${form.own}-row-${name}"${condition(attributes)}>` +
  `<label for="${id}"><input type="checkbox" id="${id}"${data}><span data-i18n="${scope(attributes, form)}.label.${name}"></span></label>` +
  `${hint(attributes, form, name)}</div>`;

export const select: Tag = (attributes, form) => {
  const name = property(attributes, form);
  const id = `${form.prefix}-${name}`;
  return row(
    attributes,
    form,
    name,
    id,
    `<select id="${id}" style="${FIELD_STYLE}">${choices(attributes, form, name)}</select>`,
  );
};

export const check: Tag = (attributes, form) => {
  const name = property(attributes, form);
  return checkRow(attributes, form, name, `${form.prefix}-${name}`);
};

/**
 * Fields whose saved value is no text: their ids are not Node-RED's, which would save the text. A browser's own field for
 * numbers would take out whatever is none, such as an environment variable.
 */
export const number: Tag = (attributes, form) => {
  const name = property(attributes, form);
  const id = `${form.own}-field-${name}`;
  return row(
    attributes,
    form,
    name,
    id,
    `<input type="text" inputmode="numeric" id="${id}" style="width: 80px">${unit(attributes)}`,
  );
};

export const json: Tag = (attributes, form) => {
  const name = property(attributes, form);
  const id = `${form.own}-field-${name}`;
  return row(
    attributes,
    form,
    name,
    id,
    `<input type="text" id="${id}" aria-labelledby="${form.own}-label-${name}" style="${FIELD_STYLE}">`,
  );
};

/** A label for what is no single field. */
const groupLabel = (attributes: Attributes, form: Form, name: string): string =>
  `<span class="twilio-label" id="${form.own}-label-${name}">${icon(attributes['icon'])}<span data-i18n="${scope(attributes, form)}.label.${name}"></span></span>`;

/** Tick boxes, each with Twilio's own word and what it means. `words`: where the catalogue has the meanings. */
export const ticks: Tag = (attributes, form) => {
  const name = property(attributes, form);
  const words = attributes['words'] ?? `${form.type}.${name}`;
  const boxes = (attributes['choices'] ?? '')
    .split(' ')
    .map(
      (choice) =>
        `<label><input type="checkbox" value="${choice}"><span class="twilio-tick-name">${choice}</span>` +
        `<span class="twilio-tick-meaning" data-i18n="${words}.${choice}"></span></label>`,
    )
    .join('');
  return (
    `<div class="form-row" id="${form.own}-row-${name}"${condition(attributes)}>${groupLabel(attributes, form, name)}` +
    `<div class="twilio-ticks" id="${form.own}-field-${name}" role="group" aria-labelledby="${form.own}-label-${name}" style="${FIELD_STYLE}">${boxes}</div>` +
    `${hint(attributes, form, name)}</div>`
  );
};

/** A document of several lines, with what is wrong with it beneath. */
export const code: Tag = (attributes, form) => {
  const name = property(attributes, form);
  const id = `${form.own}-field-${name}`;
  return (
    `<div class="form-row" id="${form.own}-row-${name}"${condition(attributes)}>${groupLabel(attributes, form, name)}` +
    `<div class="twilio-code node-text-editor" id="${id}" role="group" aria-labelledby="${form.own}-label-${name}"></div>` +
    `<div class="twilio-problem" id="${form.own}-problem-${name}" role="status"></div>${hint(attributes, form, name)}</div>`
  );
};

export const account: Tag = (attributes, form) =>
  text({ ...attributes, property: 'account', icon: 'user-circle-o', from: 'common' }, form);

export const nameRow: Tag = (attributes, form) =>
  text({ ...attributes, property: 'name', icon: 'tag', from: 'common', placeholder: 'yes' }, form);

export const sectionStart: Tag = (attributes, form) => {
  const name = attributes['name'] ?? '';
  return (
    `<details class="twilio-section" id="${form.own}-section-${name}"${condition(attributes)}${attributes['open'] === undefined ? '' : ' open'}>` +
    `<summary>${icon(attributes['icon'])}<span data-i18n="${scope(attributes, form)}.section.${name}"></span></summary>`
  );
};

export const note: Tag = (attributes, form) => {
  const name = attributes['name'] ?? '';
  const kind = attributes['kind'] === 'warning' ? ' twilio-warning' : '';
  return `<div class="form-row twilio-note-row" id="${form.own}-note-${name}"${condition(attributes)}><div class="form-tips twilio-note${kind}" data-i18n="[html]${scope(attributes, form)}.note.${name}"></div></div>`;
};

/** A place for something that the editor learns from the runtime. */
export const output: Tag = (attributes, form) => {
  const name = attributes['name'] ?? '';
  const id = `${form.own}-${name}`;
  return row(attributes, form, name, id, `<output class="twilio-output" id="${id}" style="${FIELD_STYLE}"></output>`);
};
