/**
 * TypedInputs whose fixed value is a long text. While the type is `str`, the text is edited in a field of several lines or in
 * a code editor, because the input of Node-RED's TypedInput has one line.
 */

import { asText } from '../properties/current';
import { createCodeEditor } from './code-editor';
import { VARIABLE_TYPES, labelFor, labelTypedInput } from './typed-input';

/** Where a long text is edited. */
interface Area {
  /** What is shown in the TypedInput in place of its input. */
  element: HTMLElement;
  text(): string;
  set(text: string): void;
  onChange(listener: () => void): void;
  /** Called when the TypedInput gets or loses the type `str`. */
  show(isShown: boolean): void;
  close(): void;
}

/** A field of several lines, in the TypedInput itself. */
function linesArea(input: JQuery): Area {
  const lines = document.createElement('textarea');
  lines.className = 'twilio-lines';
  lines.id = `${input.attr('id') ?? ''}-lines`;
  lines.rows = 3;
  lines.setAttribute('aria-labelledby', input.attr('aria-labelledby') ?? '');
  // Node-RED fills in the placeholder after the form was prepared.
  const placeholder = input.attr('data-i18n');
  if (placeholder !== undefined) lines.setAttribute('data-i18n', placeholder);
  return {
    element: lines,
    text: () => lines.value,
    set(text) {
      lines.value = text;
    },
    onChange(listener) {
      lines.addEventListener('input', listener);
    },
    show: () => undefined,
    close: () => undefined,
  };
}

/** A code editor below the TypedInput. It is created when it is first shown. */
function codeArea(host: HTMLElement, note: string): Area {
  const element = document.createElement('span');
  element.className = 'twilio-below';
  element.textContent = note;
  let editor: CodeEditor | undefined;
  let kept = '';
  let listener = (): void => undefined;
  return {
    element,
    text: () => editor?.getValue() ?? kept,
    set(text) {
      kept = text;
      if (editor && editor.getValue() !== text) editor.setValue(text, -1);
    },
    onChange(next) {
      listener = next;
    },
    show(isShown) {
      host.hidden = !isShown;
      if (!isShown || editor) return;
      editor = createCodeEditor(host, kept);
      editor?.getSession().on('change', () => {
        listener();
      });
    },
    close() {
      kept = editor?.getValue() ?? kept;
      // Node-RED's own `destroy` removes the model first, and Monaco then logs errors.
      editor?.dispose?.();
      editor?.destroy();
      editor = undefined;
    },
  };
}

/** A TypedInput's own input has one line, so it drops line breaks. */
const inOneLine = (text: string): string => text.replace(/[\r\n]/g, '');

/** Icon and label of Node-RED's type for texts. */
const STRING_ICON = 'red/images/typedInput/az.svg';

/** Makes the TypedInput of a property, with an area for its fixed text. @returns a function that closes the area */
function makeWithArea(input: JQuery, saved: string, area: Area): () => void {
  const id = input.attr('id') ?? '';
  // A node that was saved before this field had a type has an empty one.
  let isText = ['', 'str'].includes(String($(`#${id}Type`).val()));
  // The area keeps its text while another type is selected.
  area.set(isText ? saved : '');
  const container = (): JQuery => input.next('.red-ui-typedInput-container');
  const follow = (): void => {
    const isNow = input.typedInput('type') === 'str';
    container().toggleClass('twilio-long', isNow);
    const { id: areaId } = area.element;
    if (isNow && areaId !== '') labelFor(input, $(area.element));
    else labelFor(input, container().find('.red-ui-typedInput-input'));
    if (isNow !== isText) area.show(isNow);
    isText = isNow;
  };
  const type: TypedInputType = {
    value: 'str',
    label: RED._('typedInput.type.str'),
    icon: STRING_ICON,
    export: () => area.text(),
    valueLabel(place, value) {
      if (isText && inOneLine(area.text()) !== inOneLine(value)) area.set(value);
      place.append(area.element);
    },
  };
  input.typedInput({ default: 'str', types: [type, ...VARIABLE_TYPES], typeField: `#${id}Type` });
  area.onChange(() => {
    container().find('.red-ui-typedInput-input').val(inOneLine(area.text())).trigger('change');
  });
  labelTypedInput(input);
  input.on('change', follow);
  area.show(isText);
  follow();
  return () => {
    area.close();
  };
}

/** Makes the TypedInput of a property whose text has several lines, `<TypedLines property="…" />`. */
export function makeTypedLines(node: EditorNode, property: string): () => void {
  const input = $(`#node-input-${property}`);
  return makeWithArea(input, asText(node[property]), linesArea(input));
}

/**
 * Makes the TypedInput of a property that is a document, `<TypedCode property="…" />`.
 * @param note what the TypedInput says while the document is in the editor below it
 */
export function makeTypedCode(node: EditorNode, property: string, note: string): () => void {
  const input = $(`#node-input-${property}`);
  const host = document.getElementById(`twilio-code-${property}`);
  return host ? makeWithArea(input, asText(node[property]), codeArea(host, note)) : () => undefined;
}
