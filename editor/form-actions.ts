/** Rows of the forms of actions. They run when the package is built; see form-markup.ts. */

import { FIELD_STYLE, icon, row, type Attributes, type Form, type Tag } from './form-rows';

const nameIn = (attributes: Attributes, form: Form): string => {
  const { property } = attributes;
  if (property === undefined) throw new Error(`The form of ${form.type} has a field without a property`);
  return property;
};

const scopeOf = (attributes: Attributes, form: Form): string => attributes['from'] ?? form.type;

/** A field for one member of the `options` object; `kind` is `text`, `number`, `check` or `choice`. See option-fields.ts. */
export const option: Tag = (attributes, form) => {
  const name = nameIn(attributes, form);
  const kind = attributes['kind'] ?? 'text';
  const id = `${form.own}-option-${name}`;
  const own = `id="${id}" data-option="${name}" data-kind="${kind}"`;
  const scope = scopeOf(attributes, form);
  if (kind === 'check') {
    const when = attributes['when'] === undefined ? '' : ` data-when="${attributes['when']}"`;
    const hint =
      attributes['hint'] === undefined
        ? ''
        : `<div class="twilio-hint" id="${form.own}-hint-${name}" data-i18n="[html]${scope}.hint.${name}"></div>`;
    return (
      `<div class="form-row twilio-check" id="${form.own}-row-${name}"${when}>` +
      `<label for="${id}"><input type="checkbox" ${own}><span data-i18n="${scope}.label.${name}"></span></label>${hint}</div>`
    );
  }
  if (kind === 'choice') {
    const choices = (attributes['choices'] ?? '')
      .split(' ')
      .map(
        (choice) =>
          `<option value="${choice === 'default' ? '' : choice}" data-i18n="${scope}.${name}.${choice}"></option>`,
      )
      .join('');
    return row(attributes, form, name, id, `<select ${own} style="${FIELD_STYLE}">${choices}</select>`);
  }
  const placeholder =
    attributes['placeholder'] === undefined ? '' : ` data-i18n="[placeholder]${scope}.placeholder.${name}"`;
  if (kind === 'number') {
    const unit =
      attributes['unit'] === undefined
        ? ''
        : ` <span class="twilio-unit" data-i18n="common.unit.${attributes['unit']}"></span>`;
    return row(
      attributes,
      form,
      name,
      id,
      `<input type="text" inputmode="numeric" ${own} style="width: 80px"${placeholder}>${unit}`,
    );
  }
  return row(attributes, form, name, id, `<input type="text" ${own} style="${FIELD_STYLE}"${placeholder}>`);
};

/** A list that is filled while the form opens. */
export const list: Tag = (attributes, form) => {
  const name = nameIn(attributes, form);
  const id = `${form.prefix}-${name}`;
  return row(attributes, form, name, id, `<select id="${id}" style="${FIELD_STYLE}"></select>`);
};

/** A list of what the account has, for the TypedInput of this property. See pick.ts. */
export const pick: Tag = (attributes, form) => {
  const name = nameIn(attributes, form);
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
  const when = attributes['when'] === undefined ? '' : ` data-when="${attributes['when']}"`;
  const label = `${form.own}-label-rows-${name}`;
  return (
    `<div${when}><div class="form-row twilio-rows-title" id="${form.own}-title-${name}" hidden>${icon(attributes['icon'])}<span id="${label}" data-i18n="${scopeOf(attributes, form)}.rows.${name}"></span></div>` +
    `<div class="twilio-rows" id="${form.own}-rows-${name}" role="group" aria-labelledby="${label}" hidden></div></div>`
  );
};

/** Where what is wrong with a property is written out. */
export const problem: Tag = (attributes, form) =>
  `<div class="twilio-problem" id="${form.own}-problem-${nameIn(attributes, form)}" role="status"></div>`;
