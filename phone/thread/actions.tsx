import type { JSX } from 'preact';
import type { WhatsAppParts } from '../model/message';
import { t } from '../text/locale';

/** What the person did instead of writing: a press, a choice, a form. */
function Deed(props: {
  kind: 'button' | 'list' | 'flow' | 'referral';
  did: string;
  title?: string;
  lines?: readonly (string | undefined)[];
}): JSX.Element {
  return (
    <div class="deed" data-part={props.kind}>
      <small>{props.did}</small>
      {props.title !== undefined && <strong dir="auto">{props.title}</strong>}
      {props.lines?.map((line, i) => line !== undefined && <span key={i}>{line}</span>)}
    </div>
  );
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

const told = (id: string | undefined): string | undefined => (id ? t.flowHears(id) : undefined);

export function Deeds({ parts }: { parts: WhatsAppParts }): JSX.Element {
  const { button, list, flow, referral } = parts;
  return (
    <>
      {referral && (
        <Deed kind="referral" did={t.cameFrom} title={shown(referral['headline'] ?? referral['sourceUrl'] ?? '')} />
      )}
      {button && <Deed kind="button" did={t.pressed} title={button.text} lines={[told(button.payload)]} />}
      {list && <Deed kind="list" did={t.chose} title={list.title} lines={[list.description, told(list.id)]} />}
      {flow && (
        <Deed
          kind="flow"
          did={t.filledIn}
          lines={Object.entries(flow).map(([name, value]) => `${name}: ${shown(value)}`)}
        />
      )}
    </>
  );
}
