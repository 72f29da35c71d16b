/** The list of a combobox: its choices, a sentence and a button below it. */

/** A choice in a list. */
export interface ListChoice {
  value: string;
  label: string;
  /** The text beside the label; empty for none. */
  detail: string;
}

/** The settings of a list. */
export interface ListBoxOptions {
  id: string;
  label: string;
  isMultiple: boolean;
  /** The element that the list is below, and as wide as. */
  frame: HTMLElement;
  pick: (value: string) => void;
  retry: () => void;
}

/** A list. */
export interface ListBox {
  element: HTMLElement;
  show(choices: readonly ListChoice[], selected: readonly string[], sentence: string, retry: string): void;
  /** Makes the next or the previous choice the active one. */
  move(step: number): void;
  /** The value of the active choice. */
  active(): string | undefined;
  /** The id of the active choice; empty when there is none. */
  activeId(): string;
  /** Moves the list to its frame, below it or above it. */
  place(): void;
}

/** The highest list, in pixels. */
const MAX_HEIGHT = 260;

/** Makes a list. It is hidden at first. */
export function listBox({ id, label, isMultiple, frame, pick, retry }: ListBoxOptions): ListBox {
  const element = document.createElement('div');
  element.className = 'twilio-choices';
  element.hidden = true;
  const list = document.createElement('div');
  list.id = id;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', label);
  if (isMultiple) list.setAttribute('aria-multiselectable', 'true');
  const sentence = document.createElement('div');
  sentence.setAttribute('role', 'status');
  const again = document.createElement('button');
  again.type = 'button';
  again.className = 'red-ui-button red-ui-button-small';
  element.append(list, sentence, again);
  let activeIndex = -1;

  const options = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[role=option]')];
  const activate = (index: number): void => {
    activeIndex = index;
    for (const [place, option] of options().entries()) {
      option.classList.toggle('twilio-active', place === index);
      if (place === index) option.scrollIntoView({ block: 'nearest' });
    }
  };
  const row = (choice: ListChoice, index: number, isSelected: boolean): HTMLElement => {
    const option = document.createElement('div');
    option.id = `${id}-${String(index)}`;
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', String(isSelected));
    option.dataset['value'] = choice.value;
    const name = document.createElement('span');
    name.textContent = choice.label;
    const detail = document.createElement('span');
    detail.className = 'twilio-detail';
    detail.textContent = choice.detail;
    option.append(name, detail);
    return option;
  };
  // The input keeps the focus.
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
  });
  list.addEventListener('click', ({ target }) => {
    const value =
      target instanceof Element ? target.closest<HTMLElement>('[role=option]')?.dataset['value'] : undefined;
    if (value !== undefined) pick(value);
  });
  again.addEventListener('click', retry);
  return {
    element,
    show(choices, selected, sentenceText, retryLabel) {
      const active = options()[activeIndex]?.dataset['value'];
      list.replaceChildren(...choices.map((choice, index) => row(choice, index, selected.includes(choice.value))));
      list.hidden = choices.length === 0;
      sentence.textContent = sentenceText;
      sentence.hidden = sentenceText === '';
      again.textContent = retryLabel;
      again.hidden = retryLabel === '';
      // Enter must not select an entry that the person has not pointed at.
      const wanted = active ?? (isMultiple ? undefined : selected[0]);
      activate(choices.findIndex(({ value }) => value === wanted));
    },
    move(step) {
      const { length } = options();
      if (length === 0) return;
      activate(activeIndex === -1 && step < 0 ? length - 1 : (activeIndex + step + length) % length);
    },
    active: () => options()[activeIndex]?.dataset['value'],
    activeId: () => options()[activeIndex]?.id ?? '',
    place() {
      const { left, top, bottom, width } = frame.getBoundingClientRect();
      const below = window.innerHeight - bottom;
      const isAbove = below < MAX_HEIGHT && top > below;
      Object.assign(element.style, {
        left: `${String(left)}px`,
        width: `${String(width)}px`,
        top: isAbove ? 'auto' : `${String(bottom + 2)}px`,
        bottom: isAbove ? `${String(window.innerHeight - top + 2)}px` : 'auto',
        maxHeight: `${String(Math.min(MAX_HEIGHT, (isAbove ? top : below) - 8))}px`,
      });
    },
  };
}
