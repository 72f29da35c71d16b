import { sendMessage } from '../messaging/outbound-message';
import type { SimulatedVerification } from '../model/simulator';
import type { SimulatorContext } from '../model/context';

/** The senders of codes. They are not own numbers of the account. */
export const CODE_SENDERS = { sms: '22395', whatsapp: 'whatsapp:+14155550199' } as const;

/** The message and the warning by language. */
const MESSAGE_TEXTS: Readonly<Record<string, readonly [code: string, warning: string]>> = {
  en: [
    'Your {name} verification code is: {code}',
    "Don't share this code with anyone; our employees will never ask for it.",
  ],
  de: ['Ihr Bestätigungscode für {name} lautet: {code}', 'Teilen Sie diesen Code niemandem mit.'],
  es: ['Tu código de verificación para {name} es: {code}', 'No compartas este código con nadie.'],
  fr: ['Votre code de vérification {name} est : {code}', 'Ne partagez ce code avec personne.'],
  it: ['Il tuo codice di verifica {name} è: {code}', 'Non condividere questo codice con nessuno.'],
  nl: ['Je verificatiecode voor {name} is: {code}', 'Deel deze code met niemand.'],
  pt: ['O seu código de verificação {name} é: {code}', 'Não partilhe este código com ninguém.'],
  sv: ['Din verifieringskod för {name} är: {code}', 'Dela inte koden med någon.'],
};

/** The contents of the message besides the code. */
export interface MessageParts {
  /** Such as `de` or `pt-BR`. Default and for unknown languages: English. */
  locale: string;
  warn: boolean;
  amount: string | undefined;
  payee: string | undefined;
}

/**
 * Sends the code by SMS or WhatsApp. The message is from Twilio, so it is not in the messages of the account. Codes of other
 * channels are only in the state.
 */
export function sendCode(
  context: SimulatorContext,
  { to, channel, code }: SimulatedVerification,
  name: string,
  { locale, warn, amount, payee }: MessageParts,
): void {
  if (channel !== 'sms' && channel !== 'whatsapp') return;
  const [text, warning] = MESSAGE_TEXTS[locale.toLowerCase().split(/[-_]/)[0] ?? ''] ??
    MESSAGE_TEXTS['en'] ?? ['{code}', ''];
  const payment = amount === undefined || payee === undefined ? '' : ` (${payee}, ${amount})`;
  const body = `${text.replace('{name}', () => name).replace('{code}', () => code)}${payment}${warn ? `. ${warning}` : ''}`;
  sendMessage(context, {
    from: CODE_SENDERS[channel],
    to: channel === 'whatsapp' ? `whatsapp:${to}` : to,
    body,
    media: [],
    direction: 'outbound-api',
    isFromTwilio: true,
    // WhatsApp delivers templates at any time.
    template: true,
  });
}
