import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Choices, ListChoice, PressedButton } from '../model/message';
import { t } from '../text/locale';

/** What was tapped. */
export type Tapped = { button: PressedButton } | { list: ListChoice };

/** What a template gives to tap, under its bubble: quick replies, or a button that unfolds a list. */
export function ChoiceButtons(props: {
  choices: Choices;
  /** They are those that Tab comes to. */
  inTabOrder: boolean;
  onTap: (tapped: Tapped) => void;
}): JSX.Element {
  const { choices, onTap } = props;
  const { buttons, list } = choices;
  const [open, setOpen] = useState(false);
  const shared = { type: 'button', 'data-walk': true, tabIndex: props.inTabOrder ? 0 : -1 } as const;
  return (
    <div class="choices" role="group" aria-label={t.choices}>
      {buttons.map((button, i) => (
        <button key={i} {...shared} data-choice onClick={() => onTap({ button })}>
          {button.text}
        </button>
      ))}
      {list && (
        <button {...shared} aria-expanded={open} onClick={() => setOpen(!open)}>
          {list.title || t.choices}
        </button>
      )}
      {list &&
        open &&
        list.rows.map((row) => (
          <button
            key={row.id}
            {...shared}
            class="list-row"
            data-choice
            onClick={() => {
              setOpen(false);
              onTap({ list: row });
            }}
          >
            {row.title}
            {row.description !== undefined && <small>{row.description}</small>}
          </button>
        ))}
    </div>
  );
}
