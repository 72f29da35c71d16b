import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { accountUrl, get, post, sentenceOf } from '../api/http';
import type { Choice, Estimate, MessageState } from '../api/types';
import { Notice } from '../components/parts';
import { useRequest } from '../components/use-request';
import { money } from '../text/format';
import { text, textOr } from '../text/text';

interface Fields {
  from: string;
  to: string;
  body: string;
  media: string;
}

const EMPTY: Fields = { from: '', to: '', body: '', media: '' };

/** Statuses after which nothing follows. */
const FINAL = ['delivered', 'undelivered', 'failed', 'read', 'canceled'];

/** The delays between the requests for the delivery status, about two minutes in total. */
const DELAYS_MS = [500, 1000, 2000, 4000, 8000, 15_000, 30_000, 60_000];

/** The length and the price of a message while it is typed. */
function useEstimate(account: string, fields: Fields): Estimate | undefined {
  const [estimate, setEstimate] = useState<Estimate | undefined>(undefined);
  const { to, body, media } = fields;
  useEffect(() => {
    if (body === '') {
      setEstimate(undefined);
      return undefined;
    }
    let isCurrent = true;
    const timer = setTimeout(() => {
      post<Estimate>(accountUrl(account, 'estimate'), { to, body, media }).then(
        (found) => {
          if (isCurrent) setEstimate(found);
        },
        () => {
          if (isCurrent) setEstimate(undefined);
        },
      );
    }, 150);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [account, to, body, media]);
  return estimate;
}

/** The delivery of a message, requested until it is final. */
function useDelivery(account: string, sent: MessageState | undefined): MessageState | undefined {
  const [state, setState] = useState(sent);
  useEffect(() => {
    setState(sent);
    if (sent === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isCurrent = true;
    const ask = (attempt: number): void => {
      const delay = DELAYS_MS[attempt];
      if (delay === undefined || !isCurrent) return;
      timer = setTimeout(() => {
        get<MessageState>(accountUrl(account, 'messages', sent.sid)).then(
          (found) => {
            if (!isCurrent) return;
            setState(found);
            if (!FINAL.includes(found.status)) ask(attempt + 1);
          },
          () => {
            ask(attempt + 1);
          },
        );
      }, delay);
    };
    if (!FINAL.includes(sent.status)) ask(0);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [account, sent]);
  return state;
}

/** `160 characters, 1 segment (GSM-7), $0.0079`. */
function lengthText({ characters, segments, encoding, price }: Estimate): string {
  const parts = [text('send.characters', { count: String(characters) })];
  if (segments !== undefined) {
    parts.push(
      text(segments === 1 ? 'send.oneSegment' : 'send.segments', { count: String(segments), encoding: encoding ?? '' }),
    );
  }
  if (segments !== undefined && price !== undefined) {
    const [low, high] = [Number(price.low) * segments, Number(price.high) * segments];
    const amount = low === high ? money(low, price.unit) : `${money(low, price.unit)} – ${money(high, price.unit)}`;
    parts.push(text('send.price', { amount, country: price.country }));
  }
  return parts.join(', ');
}

function Delivery({ state }: { state: MessageState }): JSX.Element {
  const status = textOr(`send.status.${state.status}`, state.status);
  const code = state.errorCode === null ? '' : ` (${String(state.errorCode)})`;
  const price = state.price === null || state.priceUnit === null ? '' : money(-Number(state.price), state.priceUnit);
  return (
    <Notice {...(state.errorCode === null ? {} : { kind: 'error' as const })}>
      {[`${status}${code}`, state.errorMessage ?? '', price].filter((part) => part !== '').join(' · ')}
    </Notice>
  );
}

function Field(props: { id: string; label: string; children: JSX.Element }): JSX.Element {
  return (
    <div class="twilio-sb-field">
      <label for={props.id}>{props.label}</label>
      {props.children}
    </div>
  );
}

/** Sends a message that the person writes, and shows its delivery. */
export function SendTab({ account, defaultFrom }: { account: string; defaultFrom: string }): JSX.Element {
  const [fields, setFields] = useState<Fields>(EMPTY);
  const [sent, setSent] = useState<MessageState | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const { value: numbers = [] } = useRequest(account, () =>
    get<Choice[]>(accountUrl(account, 'choices', 'incomingNumbers')),
  );
  const estimate = useEstimate(account, fields);
  const state = useDelivery(account, sent);
  const result = useRef<HTMLDivElement>(null);
  // The sidebar can be too low for the form and the result below it.
  useEffect(() => {
    result.current?.scrollIntoView({ block: 'nearest' });
  }, [error, state]);
  const input = (name: keyof Fields) => ({
    id: `twilio-sb-${name}`,
    value: fields[name],
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      setFields({ ...fields, [name]: event.currentTarget.value });
    },
  });
  const submit = (event: Event): void => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    setSent(undefined);
    post<MessageState>(accountUrl(account, 'messages'), fields)
      .then(setSent, (thrown: unknown) => {
        setError(sentenceOf(thrown));
      })
      .finally(() => {
        setBusy(false);
      });
  };
  return (
    <form class="twilio-sb-scroll twilio-sb-form" onSubmit={submit}>
      <Field id="twilio-sb-from" label={text('send.from')}>
        <input type="text" list="twilio-sb-numbers" placeholder={defaultFrom} autocomplete="off" {...input('from')} />
      </Field>
      <datalist id="twilio-sb-numbers">
        {numbers.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </datalist>
      <Field id="twilio-sb-to" label={text('send.to')}>
        <input type="text" placeholder="+14155550199" autocomplete="off" required {...input('to')} />
      </Field>
      <Field id="twilio-sb-body" label={text('send.body')}>
        <textarea rows={4} {...input('body')} />
      </Field>
      <p class="twilio-sb-hint" aria-live="polite">
        {estimate === undefined ? '' : lengthText(estimate)}
      </p>
      <Field id="twilio-sb-media" label={text('send.media')}>
        <input type="text" placeholder="https://" autocomplete="off" {...input('media')} />
      </Field>
      <button type="submit" class="red-ui-button primary" disabled={isBusy}>
        {text('send.send')}
      </button>
      <div ref={result}>
        {error !== undefined && <Notice kind="error">{error}</Notice>}
        {state !== undefined && <Delivery state={state} />}
      </div>
    </form>
  );
}
