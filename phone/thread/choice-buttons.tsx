import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Choices, ListItem, QuickReply } from '../model/message';
import { t } from '../text/locale';

/** What the person has chosen. */
export type ChosenOption = { button: QuickReply } | { list: ListItem };

/** The quick replies of a template, or the button that opens its list. */
export function ChoiceButtons(props: {
  choices: Choices;
  /** The buttons can be reached with Tab. */
  inTabOrder: boolean;
  onChoose: (option: ChosenOption) => void;
}): JSX.Element {
  const { choices, onChoose } = props;
  const { buttons, list } = choices;
  const [open, setOpen] = useState(false);
  const attributes = { type: 'button', 'data-arrow-keys': true, tabIndex: props.inTabOrder ? 0 : -1 } as const;
  return (
    <div class="choices" role="group" aria-label={t.choices}>
      {buttons.map((button, i) => (
        <button key={i} {...attributes} data-choice onClick={() => onChoose({ button })}>
          {button.text}
        </button>
      ))}
      {list && (
        <button {...attributes} aria-expanded={open} onClick={() => setOpen(!open)}>
          {list.title || t.choices}
        </button>
      )}
      {list &&
        open &&
        list.rows.map((row) => (
          <button
            key={row.id}
            {...attributes}
            class="list-item"
            data-choice
            onClick={() => {
              setOpen(false);
              onChoose({ list: row });
            }}
          >
            {row.title}
            {row.description !== undefined && <small>{row.description}</small>}
          </button>
        ))}
    </div>
  );
}
