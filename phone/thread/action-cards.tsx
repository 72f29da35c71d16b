import type { JSX } from 'preact';
import type { WhatsAppParts } from '../model/message';
import { t } from '../text/locale';

/** Shows what the person did, such as a button press. */
function ActionCard(props: {
  kind: 'button' | 'list' | 'flow' | 'referral';
  action: string;
  title?: string;
  details?: readonly (string | undefined)[];
}): JSX.Element {
  return (
    <div class="action-card" data-part={props.kind}>
      <small>{props.action}</small>
      {props.title !== undefined && <strong dir="auto">{props.title}</strong>}
      {props.details?.map((detail, i) => detail !== undefined && <span key={i}>{detail}</span>)}
    </div>
  );
}

const toText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

const flowReceives = (id: string | undefined): string | undefined => (id ? t.flowReceives(id) : undefined);

/** The button press, list choice, form and referral of a message. */
export function ActionCards({ parts }: { parts: WhatsAppParts }): JSX.Element {
  const { button, list, flow, referral } = parts;
  return (
    <>
      {referral && (
        <ActionCard
          kind="referral"
          action={t.referral}
          title={toText(referral['headline'] ?? referral['sourceUrl'] ?? '')}
        />
      )}
      {button && (
        <ActionCard
          kind="button"
          action={t.pressedButton}
          title={button.text}
          details={[flowReceives(button.payload)]}
        />
      )}
      {list && (
        <ActionCard
          kind="list"
          action={t.choseFromList}
          title={list.title}
          details={[list.description, flowReceives(list.id)]}
        />
      )}
      {flow && (
        <ActionCard
          kind="flow"
          action={t.completedForm}
          details={Object.entries(flow).map(([name, value]) => `${name}: ${toText(value)}`)}
        />
      )}
    </>
  );
}
