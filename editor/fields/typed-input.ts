/** TypedInputs. https://nodered.org/docs/api/ui/typedInput/ */

/** The types of a TypedInput whose value is not in the node itself. */
export const VARIABLE_TYPES = ['msg', 'flow', 'global', 'env', 'jsonata'] as const;

/** The types of a TypedInput for a text. */
const TEXT_TYPES = ['str', ...VARIABLE_TYPES];

/** Gives the visible parts of a TypedInput the label of its hidden field. A click on the label focuses the visible input. */
export function labelTypedInput(input: JQuery): void {
  const visible = input.next('.red-ui-typedInput-container');
  const label = input.attr('aria-labelledby') ?? '';
  const text = visible.find('.red-ui-typedInput-input');
  text.add(visible.find('.red-ui-typedInput-option-expand')).attr('aria-labelledby', label);
  text.attr('id', `${input.attr('id') ?? ''}-text`);
  labelFor(input, text);
}

/** Connects the label of a TypedInput with one of its visible fields. */
export function labelFor(input: JQuery, field: JQuery): void {
  $(`#${input.attr('aria-labelledby') ?? ''}`)
    .closest('label')
    .attr('for', field.attr('id') ?? '');
}

/**
 * Makes a TypedInput of a property's field. Its type is saved as `<property>Type`.
 * @param types the first one is the type of a new node
 */
export function makeTypedInput(property: string, types: readonly (string | TypedInputType)[] = TEXT_TYPES): void {
  const input = $(`#node-input-${property}`);
  const [first = 'str'] = types;
  input.typedInput({
    default: typeof first === 'string' ? first : first.value,
    types: [...types],
    typeField: `#node-input-${property}Type`,
  });
  labelTypedInput(input);
}

/** A TypedInput type with a list of fixed texts. */
export const oneOf = (label: string, options: readonly { value: string; label: string }[]): TypedInputType => ({
  value: 'str',
  label,
  icon: 'fa fa-list-ul',
  options: [...options],
});
