/** The part of Node-RED's editor API that this package uses. https://nodered.org/docs/api/ui/ */

/** A node in the editor. Its saved properties are properties of this object too. */
interface EditorNode {
  id: string;
  type: string;
  name?: string;
  outputs?: number;
  /** Whether it differs from what is deployed. */
  changed?: boolean;
  /** Whether it is disabled. */
  d?: boolean;
  _def: NodeDefinition;
  [property: string]: unknown;
}

/** Options that the editor passes to a validator. */
interface ValidatorOptions {
  label?: string;
}

/** What a validator returns: true, or the sentence that says what is wrong. */
type ValidatorResult = true | string;

/** A property of a node: its default value and its validation. https://nodered.org/docs/creating-nodes/properties */
interface PropertyDef {
  value: unknown;
  type?: string;
  required?: boolean;
  label?: string;
  /** Must have both parameters. The editor shows a returned sentence only when the function's length is 2. */
  validate?(this: EditorNode, value: unknown, options: ValidatorOptions): ValidatorResult;
}

interface CredentialDef {
  type: 'text' | 'password';
  required?: boolean;
  label?: string;
  validate?(this: EditorNode, value: unknown, options: ValidatorOptions): ValidatorResult;
}

interface NodeDefinition {
  category: string;
  color?: string;
  defaults: Record<string, PropertyDef>;
  credentials?: Record<string, CredentialDef>;
  inputs?: 0 | 1;
  outputs?: number;
  icon?: string;
  paletteLabel?: string | (() => string);
  label?(this: EditorNode): string;
  labelStyle?(this: EditorNode): string;
  /** Called when a new node is put on a flow. */
  onadd?(this: EditorNode): void;
  /** The button beside a node on the flow. */
  button?: {
    enabled(this: EditorNode): boolean;
    visible(this: EditorNode): boolean;
    onclick(this: EditorNode): void;
  };
  inputLabels?: string | ((this: EditorNode, index: number) => string);
  outputLabels?: string | ((this: EditorNode, index: number) => string);
  oneditprepare?(this: EditorNode): void;
  oneditsave?(this: EditorNode): void;
  oneditcancel?(this: EditorNode): void;
}

interface TypedInputType {
  value: string;
  label?: string;
  icon?: string;
  hasValue?: boolean;
  /** Fixed values to choose from. */
  options?: { value: string; label: string }[];
  /** Fills the place that is shown instead of the input. */
  valueLabel?(place: JQuery, value: string): void;
  /** The value to save, from the text of the input. */
  export?(value: string): string;
}

interface TypedInputOptions {
  default?: string;
  types: (string | TypedInputType)[];
  typeField?: string;
}

/** Node-RED's code editor: Monaco or Ace. */
interface CodeEditor {
  getValue(): string;
  setValue(value: string, cursor?: number): void;
  focus(): void;
  destroy(): void;
  /** Only Monaco has it. */
  dispose?(): void;
  getSession(): { on(event: 'change', listener: () => void): void };
}

interface RedPopover {
  tooltip(target: JQuery, content: JQuery): Tooltip;
}

interface RedEvents {
  on(event: 'deploy', listener: () => void): void;
  on(event: 'nodes:add', listener: (node: EditorNode) => void): void;
}

interface RedView {
  redraw(force?: boolean): void;
}

interface RedGlobal {
  /** The catalogue's text for a key, `namespace:key`, with `__name__` filled in. */
  _(key: string, values?: Record<string, string>): string;
  nodes: {
    registerType(type: string, definition: NodeDefinition): void;
    getType(type: string): NodeDefinition | undefined;
    node(id: string): EditorNode | null | undefined;
    eachConfig(visit: (node: EditorNode) => void): void;
    eachNode(visit: (node: EditorNode) => void): void;
    /** A new id. */
    id(): string;
    add(node: EditorNode): void;
    dirty(): boolean;
    dirty(isDirty: boolean): void;
  };
  history: { push(event: { t: 'add'; nodes: string[]; dirty: boolean }): void };
  events: RedEvents;
  view: RedView;
  settings: { httpNodeRoot?: string | false; get?(key: string): unknown };
  utils: {
    /** Escapes a text for HTML. */
    sanitize(text: string): string;
    validateTypedProperty(value: unknown, type: string, options: ValidatorOptions): boolean | string;
  };
  editor: {
    createEditor?(options: {
      element: HTMLElement;
      mode: string;
      value: string;
      focus?: boolean;
      minimap?: { enabled: boolean };
    }): CodeEditor;
  };
  popover: RedPopover;
  notify(message: string, options: { type?: string; timeout?: number }): void;
  clipboard?: { copyText?(value: string, element?: JQuery, message?: string): boolean };
}

declare const RED: RedGlobal;

/** Node-RED's list of rows. https://nodered.org/docs/api/ui/editableList/ */
interface EditableListOptions<Item> {
  addItem(container: JQuery, index: number, item: Item): void;
  removeItem?(item: Item): void;
  sortItems?(items: JQuery): void;
  removable?: boolean;
  sortable?: boolean;
  addButton?: boolean | string;
  header?: JQuery;
  height?: number | 'auto';
}

interface JQuery {
  editableList<Item>(options: EditableListOptions<Item>): this;
  editableList<Item>(method: 'addItem', item: Item): this;
  typedInput(options: TypedInputOptions): this;
  typedInput(method: 'value' | 'type'): string;
  typedInput(method: 'value' | 'type', value: string): this;
  /** Whether the value is valid for its type. Marks the field when it is not. */
  typedInput(method: 'validate'): boolean;
}
