/** The parts of a row: label, icon, hint and condition. */

import type { ComponentChildren } from 'preact';
import { i18n, useForm } from './context';

/** What every row can have. */
export interface RowProps {
  property: string;
  /** A Font Awesome 4 icon, without `fa-`. */
  icon?: string;
  /** A sentence below the field, from `hint.<property>`. */
  hint?: boolean;
  /** `true`: the text of `placeholder.<property>`; a string: that of `placeholder.<string>`. */
  placeholder?: boolean | string;
  /** Shows the row only under this condition, such as `respond=text|flow`; a space between conditions means "and". */
  when?: string | undefined;
  /** Where the strings are, if not under the node's own type. */
  strings?: string;
  /** The name of the parameter in Twilio's API, as a tooltip of the label. */
  api?: string;
}

/** The width of a field; the label's column takes the rest. */
export const FIELD_STYLE = 'width: calc(100% - 155px)';

/** The width of a field for a number. */
export const NUMBER_STYLE = 'width: 80px';

export const Icon = ({ name }: { name: string | undefined }) =>
  name === undefined ? null : (
    <>
      <i class={`fa fa-fw fa-${name}`} aria-hidden="true" />{' '}
    </>
  );

/** Where the strings of a row are. */
export const useStrings = ({ strings }: { strings?: string | undefined }): string => {
  const { type } = useForm();
  return strings ?? type;
};

export const Hint = (row: Pick<RowProps, 'property' | 'hint' | 'strings'>) => {
  const { own } = useForm();
  const key = `${useStrings(row)}.hint.${row.property}`;
  return row.hint === true ? (
    <div class="twilio-hint" id={`${own}-hint-${row.property}`} data-i18n={i18n(key, 'html')} />
  ) : null;
};

/** The `data-i18n` of a field with a placeholder. */
export const usePlaceholder = ({ placeholder, property, ...row }: RowProps): string | undefined => {
  const strings = useStrings(row);
  if (placeholder === undefined || placeholder === false) return undefined;
  return i18n(`${strings}.placeholder.${placeholder === true ? property : placeholder}`, 'placeholder');
};

/** A row: the label for the field with the id `forId`, the field, and the hint. */
export const Row = ({ forId, children, ...row }: RowProps & { forId: string; children: ComponentChildren }) => {
  const { own } = useForm();
  return (
    <div class="form-row" id={`${own}-row-${row.property}`} data-when={row.when}>
      <label for={forId}>
        <Icon name={row.icon} />
        <span
          id={`${own}-label-${row.property}`}
          title={row.api}
          data-i18n={i18n(`${useStrings(row)}.label.${row.property}`)}
        />
      </label>
      {children}
      <Hint {...row} />
    </div>
  );
};

/** A row whose label belongs to a group of fields or to an editor. */
export const GroupRow = ({ children, ...row }: RowProps & { children: ComponentChildren }) => {
  const { own } = useForm();
  return (
    <div class="form-row" id={`${own}-row-${row.property}`} data-when={row.when}>
      <span class="twilio-label" id={`${own}-label-${row.property}`}>
        <Icon name={row.icon} />
        <span data-i18n={i18n(`${useStrings(row)}.label.${row.property}`)} />
      </span>
      {children}
      <Hint {...row} />
    </div>
  );
};

/** A row with one checkbox and its label after it. `data` has more attributes of the checkbox. */
export const CheckboxRow = ({ id, data, ...row }: RowProps & { id: string; data?: Record<string, string> }) => {
  const { own } = useForm();
  return (
    <div class="form-row twilio-check" id={`${own}-row-${row.property}`} data-when={row.when}>
      <label for={id}>
        <input type="checkbox" id={id} {...data} />
        <span title={row.api} data-i18n={i18n(`${useStrings(row)}.label.${row.property}`)} />
      </label>
      <Hint {...row} />
    </div>
  );
};

/** The choices of a list, each with its string. `default` is the empty value. */
export const Choices = ({ property, choices, ...row }: RowProps & { choices: readonly string[] }) => {
  const strings = useStrings(row);
  return (
    <>
      {choices.map((choice) => (
        <option value={choice === 'default' ? '' : choice} data-i18n={i18n(`${strings}.${property}.${choice}`)} />
      ))}
    </>
  );
};

/** The unit after a field for a number. */
export const Unit = ({ unit }: { unit?: string | undefined }) =>
  unit === undefined ? null : (
    <>
      {' '}
      <span class="twilio-unit" data-i18n={i18n(`common.unit.${unit}`)} />
    </>
  );
