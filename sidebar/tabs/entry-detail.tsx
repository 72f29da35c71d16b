import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { accountUrl, get, post, sentenceOf } from '../api/http';
import { isNotNeeded } from '../api/rows';
import type { Entry } from '../api/types';
import { Button, NodeLink, Notice } from '../components/parts';
import { useRequest } from '../components/use-request';
import { dateAndTime } from '../text/format';
import { text } from '../text/text';
import { titleOf } from './row-line';

/** Replays an entry. Asks first when the account is a real one, because the flow may reach people. */
function Replay({ entry, account, isSimulator }: { entry: Entry; account: string; isSimulator: boolean }): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const [result, setResult] = useState<{ error?: string; done?: string }>({});
  const run = (): void => {
    setAsking(false);
    setResult({});
    post<{ by: string; nodes?: string[] }>(accountUrl(account, 'activity', entry.id, 'replay')).then(
      ({ by, nodes = [] }) => {
        const key = by === 'simulator' ? 'replay.again' : nodes.length === 0 ? 'replay.none' : 'replay.done';
        setResult({ done: text(key, { count: String(nodes.length) }) });
      },
      (error: unknown) => {
        setResult({ error: sentenceOf(error) });
      },
    );
  };
  if (isAsking) {
    return (
      <div class="twilio-sb-question" role="group" aria-label={text('replay.button')}>
        <p>{text('replay.warning')}</p>
        <Button onClick={run}>{text('replay.confirm')}</Button>{' '}
        <Button
          onClick={() => {
            setAsking(false);
          }}
        >
          {text('cancel')}
        </Button>
      </div>
    );
  }
  return (
    <div class="twilio-sb-replay">
      <Button icon="repeat" onClick={isSimulator ? run : () => setAsking(true)}>
        {text('replay.button')}
      </Button>
      {result.done !== undefined && <Notice>{result.done}</Notice>}
      {result.error !== undefined && <Notice kind="error">{result.error}</Notice>}
    </div>
  );
}

/** The nodes that took an event, or why none did. */
function Nodes({ entry }: { entry: Entry }): JSX.Element | null {
  const { nodes, filteredOut = [], type } = entry;
  if (nodes === undefined) return null;
  if (nodes.length > 0) {
    return (
      <p>
        {text(type === 'step' ? 'detail.step' : 'detail.takenBy')}{' '}
        {nodes.map((id) => (
          <NodeLink key={id} id={id} />
        ))}
      </p>
    );
  }
  return (
    <div>
      <p>{text(filteredOut.length === 0 ? 'detail.nobody' : 'detail.filteredOut')}</p>
      <ul>
        {filteredOut.map(({ id, filter }) => (
          <li key={id}>
            <NodeLink id={id} /> {filter}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Parameters({ params }: { params: NonNullable<Entry['params']> }): JSX.Element {
  return (
    <details open>
      <summary>{text('detail.parameters')}</summary>
      <table>
        <tbody>
          {Object.entries(params).map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{Array.isArray(value) ? value.join(', ') : value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** Everything that is known of one row. */
export function EntryDetail(props: {
  account: string;
  id: number;
  /** Changes when the row has changed. */
  version: string;
  isSimulator: boolean;
  onClose: () => void;
}): JSX.Element {
  const { account, id, isSimulator } = props;
  const { value: entry, error } = useRequest(`${account} ${String(id)} ${props.version}`, () =>
    get<Entry>(accountUrl(account, 'activity', id)),
  );
  return (
    <section
      class="twilio-sb-detail"
      aria-label={text('detail.label')}
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        props.onClose();
      }}
    >
      <div class="twilio-sb-detail-head">
        <strong>{entry === undefined ? '' : titleOf(entry)}</strong>
        <Button icon="times" label={text('close')} onClick={props.onClose} />
      </div>
      {error !== undefined && <Notice kind="error">{text('detail.forgotten')}</Notice>}
      {entry !== undefined && (
        <>
          <p>{dateAndTime(entry.at)}</p>
          {isNotNeeded(entry) && <p>{text('detail.notNeeded')}</p>}
          {entry.problem !== undefined && !isNotNeeded(entry) && <p class="twilio-sb-error">{entry.problem}</p>}
          {entry.hint !== undefined && <p>{entry.hint}</p>}
          {entry.url !== undefined && entry.url !== '' && <p class="twilio-sb-code">{entry.url}</p>}
          {entry.sid !== undefined && <p class="twilio-sb-code">{entry.sid}</p>}
          {!isNotNeeded(entry) && <Nodes entry={entry} />}
          {entry.canReplay === true && <Replay entry={entry} account={account} isSimulator={isSimulator} />}
          {entry.status !== undefined && (
            <p>
              {entry.ms === undefined
                ? text('detail.answerOnly', { status: String(entry.status) })
                : text('detail.answer', { status: String(entry.status), ms: String(entry.ms) })}
            </p>
          )}
          {entry.answer !== undefined && entry.answer !== '' && <pre tabIndex={0}>{entry.answer}</pre>}
          {entry.params !== undefined && <Parameters params={entry.params} />}
        </>
      )}
    </section>
  );
}
