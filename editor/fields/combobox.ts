/**
 * A field to type into, with a list of choices below it. It follows the pattern of an editable combobox.
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */

import { choicesFor, entriesOf, typedIn, withCompleted, withToggled } from './choice-text';
import { listBox, type ListBox, type ListChoice } from './list-box';

/** What the list shows. */
export interface ListState {
  choices: readonly ListChoice[];
  /** The sentence below the choices; empty for none. */
  sentence: string;
  /** The label of a button that loads the list again; empty for none. */
  retry: string;
}

/** The settings of a field with a list. */
export interface ComboboxOptions {
  /** The input that is shown. */
  input: HTMLInputElement;
  /** The element that the list is as wide as, and that gets the button. */
  frame: HTMLElement;
  /** The id of the list; others are made from it. */
  id: string;
  /** The name of the list and its button. */
  label: string;
  /** Whether the value is a list with commas between its entries. */
  isList: boolean;
  /** Whether the field has a list now. It has none while its value comes from elsewhere, such as from `msg`. */
  isActive: () => boolean;
  /** Starts to load the list; `update` shows it. */
  load: () => void;
  /** Loads the list again. */
  retry: () => void;
  /** The sentence when no choice matches the text. */
  noMatch: string;
}

/** The field's list. */
export interface Combobox {
  update(state: ListState): void;
}

/** Adds a list to a field. */
export function makeCombobox(options: ComboboxOptions): Combobox {
  const { input, frame, isList } = options;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'twilio-choose';
  button.tabIndex = -1;
  button.setAttribute('aria-label', options.label);
  button.setAttribute('aria-controls', options.id);
  button.innerHTML = '<i class="fa fa-caret-down" aria-hidden="true"></i>';
  input.after(button);
  let state: ListState = { choices: [], sentence: '', retry: '' };
  /** Whether a person has typed since the list opened. Only then the list shows only the choices that match. */
  let isTyped = false;

  const box: ListBox = listBox({
    id: options.id,
    label: options.label,
    isMultiple: isList,
    frame,
    pick,
    retry() {
      input.focus();
      options.retry();
    },
  });
  frame.after(box.element);

  const selected = (): string[] => (isList ? entriesOf(input.value) : [input.value.trim()]);
  function show(): void {
    const found = isTyped ? choicesFor(state.choices, typedIn(input.value, isList)) : state.choices;
    const isMissing = found.length === 0 && state.choices.length > 0;
    box.show(found, selected(), isMissing ? options.noMatch : state.sentence, state.retry);
    setActive();
  }
  function setActive(): void {
    const active = box.activeId();
    if (active === '') input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', active);
  }
  const isOpen = (): boolean => !box.element.hidden;
  function setOpen(open: boolean): void {
    if (open === isOpen() || (open && !options.isActive())) return;
    box.element.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    if (!open) {
      unfollowPage();
      input.removeAttribute('aria-activedescendant');
      return;
    }
    window.addEventListener('scroll', onScroll, true);
    window.addEventListener('resize', close);
    isTyped = false;
    options.load();
    show();
    box.place();
  }
  /** Also called after a resize, because the list could then be outside of the window. */
  const close = (): void => {
    setOpen(false);
  };
  function unfollowPage(): void {
    window.removeEventListener('scroll', onScroll, true);
    window.removeEventListener('resize', close);
  }
  /** Moves the list with its field, and closes it when the field is scrolled out of view. */
  function onScroll({ target }: Event): void {
    if (!input.isConnected) unfollowPage();
    else if (target instanceof Element && target.contains(frame)) {
      const seen = target.getBoundingClientRect();
      const { top, bottom } = frame.getBoundingClientRect();
      if (bottom <= seen.top || top >= seen.bottom) setOpen(false);
      else box.place();
    }
  }
  function pick(value: string): void {
    if (!isList) input.value = value;
    else input.value = isTyped ? withCompleted(input.value, value) : withToggled(input.value, value);
    isTyped = false;
    $(input).trigger('input').trigger('change');
    if (isList) show();
    else setOpen(false);
    input.focus();
  }
  function onKey(event: KeyboardEvent): void {
    if (!options.isActive()) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      if (isOpen()) box.move(step);
      else setOpen(true);
    } else if (event.key === 'Enter' && isOpen() && box.active() !== undefined) pick(box.active() ?? '');
    else if (event.key === 'Escape' && isOpen()) setOpen(false);
    else return;
    setActive();
    // Node-RED closes the form with some of these keys.
    event.preventDefault();
    event.stopPropagation();
  }

  input.setAttribute('autocomplete', 'off');
  input.setAttribute('aria-controls', options.id);
  input.addEventListener('keydown', onKey);
  input.addEventListener('click', () => {
    setOpen(true);
  });
  input.addEventListener('input', (event) => {
    if (!event.isTrusted) return;
    setOpen(true);
    isTyped = true;
    if (isOpen()) show();
  });
  button.addEventListener('mousedown', (event) => {
    // The input keeps the focus.
    event.preventDefault();
  });
  button.addEventListener('click', () => {
    const open = !isOpen();
    input.focus();
    setOpen(open);
  });
  const onLeave = ({ relatedTarget }: FocusEvent): void => {
    const isInside = relatedTarget instanceof Node && (relatedTarget === input || box.element.contains(relatedTarget));
    if (!isInside) setOpen(false);
  };
  input.addEventListener('focusout', onLeave);
  box.element.addEventListener('focusout', onLeave);
  /** Sets the attributes of a combobox while the field has a list, and else removes them. */
  const updateRole = (): void => {
    const isActive = options.isActive();
    button.hidden = !isActive;
    if (!isActive) setOpen(false);
    for (const [name, value] of Object.entries({
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
    })) {
      if (!isActive) input.removeAttribute(name);
      else if (!input.hasAttribute(name)) input.setAttribute(name, value);
    }
  };
  $(frame).prev('input').add(input).on('change', updateRole);
  updateRole();
  return {
    update(next) {
      state = next;
      if (isOpen()) {
        show();
        box.place();
      }
    },
  };
}
