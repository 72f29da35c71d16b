import type { Timers } from '../../core/clock';

/** What the caller's speech leads to. */
export interface PromptEvents {
  /** The person begins (true) or stops (false) to speak. */
  speaking(on: boolean): void;
  /** A part of what the person says, or all of it. */
  prompt(text: string, isLast: boolean): void;
}

/** Turns what the person says into prompts. */
export interface Prompts {
  /** The person begins to speak. If no words follow, this ends after `MAX_WORDLESS_MS`, without a prompt. */
  begin(): void;
  /**
   * The person speaks for `ms`, after `begin`.
   * @param isReported false when the server does not get it
   */
  speech(text: string, ms: number, isReported: boolean): void;
  stop(): void;
}

/** Speech recognition can take some seconds. */
const MAX_WORDLESS_MS = 10_000;

/**
 * A prompt is complete after a silence of `pauseMs`. With `partial`, each word sends the text so far, as speech recognition does.
 * https://www.twilio.com/docs/voice/conversationrelay/websocket-messages#prompt-message
 */
export function createPrompts(
  timers: Timers,
  { pauseMs, partial }: { pauseMs: number; partial: boolean },
  events: PromptEvents,
): Prompts {
  let said = '';
  let isSpeaking = false;
  let cancels: (() => void)[] = [];

  const cancel = (): void => {
    for (const stop of cancels) stop();
    cancels = [];
  };
  const finish = (): void => {
    cancel();
    isSpeaking = false;
    events.speaking(false);
    const text = said;
    said = '';
    if (text !== '') events.prompt(text, true);
  };

  return {
    begin() {
      if (isSpeaking) return;
      isSpeaking = true;
      events.speaking(true);
      cancels.push(timers.after(MAX_WORDLESS_MS, finish));
    },
    speech(text, ms, isReported) {
      cancel();
      cancels.push(timers.after(ms + pauseMs, finish));
      if (!isReported) return;
      const before = said === '' ? '' : `${said} `;
      said = before + text;
      if (!partial) return;
      const words = text.split(' ');
      words.forEach((_, at) => {
        const soFar = before + words.slice(0, at + 1).join(' ');
        if (at === 0) events.prompt(soFar, false);
        else {
          const stop = timers.after((at * ms) / words.length, () => {
            events.prompt(soFar, false);
          });
          cancels.push(stop);
        }
      });
    },
    stop: cancel,
  };
}
