import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { matches, type RowFilter } from '../api/rows';
import type { Row } from '../api/types';
import { Notice } from '../components/parts';
import { VirtualList } from '../components/virtual-list';
import { text } from '../text/text';
import { EntryDetail } from './entry-detail';
import { RowLine } from './row-line';

const ROW_HEIGHT = 42;

const TYPES = ['all', 'webhook', 'request', 'step', 'problems'] as const;

/** Every webhook, request to Twilio and step, the newest first. */
export function LogTab(props: { account: string; isSimulator: boolean; rows: readonly Row[] }): JSX.Element {
  const { rows, account } = props;
  const [type, setType] = useState<RowFilter['type']>('all');
  const [words, setWords] = useState('');
  const [selected, setSelected] = useState<number | undefined>(undefined);
  const [opened, setOpened] = useState<number | undefined>(undefined);
  const root = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => {
    const filter = { type, words: words.trim().toLowerCase() };
    return type === 'all' && filter.words === '' ? rows : rows.filter((row) => matches(row, filter));
  }, [rows, type, words]);
  const chosen = opened === undefined ? undefined : rows.find(({ id }) => id === opened);
  const open = (id: number): void => {
    setSelected(id);
    setOpened(id);
  };
  return (
    <div ref={root} class="twilio-sb-log">
      <div class="twilio-sb-bar">
        <input
          type="search"
          value={words}
          placeholder={text('log.search')}
          aria-label={text('log.search')}
          onInput={(event) => {
            setWords(event.currentTarget.value);
          }}
        />
        <select
          aria-label={text('log.show')}
          value={type}
          onChange={(event) => {
            setType(event.currentTarget.value as RowFilter['type']);
          }}
        >
          {TYPES.map((name) => (
            <option key={name} value={name}>
              {text(`log.type.${name}`)}
            </option>
          ))}
        </select>
      </div>
      {shown.length === 0 ? (
        <Notice>{text(rows.length === 0 ? 'log.empty' : 'log.noMatch')}</Notice>
      ) : (
        <VirtualList
          items={shown}
          rowHeight={ROW_HEIGHT}
          label={text('log.label')}
          selected={selected}
          onSelect={opened === undefined ? setSelected : open}
          onOpen={open}
        >
          {(row) => <RowLine row={row} />}
        </VirtualList>
      )}
      {opened !== undefined && (
        <EntryDetail
          account={account}
          id={opened}
          version={`${String(chosen?.status)} ${String(chosen?.problem)} ${String(chosen?.nodes)}`}
          isSimulator={props.isSimulator}
          onClose={() => {
            setOpened(undefined);
            // The list can be hidden until then.
            requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('.twilio-sb-list')?.focus());
          }}
        />
      )}
    </div>
  );
}
